"""The language of what is fetched without cookies, such as the manifest and the page for no connection."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

_SPOKEN = frozenset(code for code, _name in settings.LANGUAGES)


def asked_language(request: HttpRequest) -> str:
    """The query's `language` when we speak it, else the one this request is answered in."""
    asked = request.GET.get("language", "")
    return asked if asked in _SPOKEN else (get_language() or str(settings.LANGUAGE_CODE))
