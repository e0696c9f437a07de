"""Dates on pages, with the comma of the reader's language."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaultfilters import date as written
from django.utils.translation import get_language

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, form: str | None = None) -> str:
    """Django's own filter; in Arabic a comma between day and hour is an Arabic one."""
    text: str = written(value, form)
    return text.replace(",", "،") if (get_language() or "").startswith("ar") else text
