"""Rendering bits of templates the way a page would."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def render(source: str, *, path: str = "/", **context: Any) -> str:
    """The HTML of a piece of template source, components included."""
    request: HttpRequest = RequestFactory().get(path)
    compiled = CottonCompiler().process("{% load i18n branding %}" + source)
    return engines["django"].from_string(compiled).render(context, request)
