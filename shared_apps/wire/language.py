"""Which language a page speaks: the reader's choice, else the school's, else the browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SPOKEN = frozenset(code for code, _name in settings.LANGUAGES)


def preferred_language(request: HttpRequest) -> str:
    """`ar` or `en`."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in SPOKEN:
        return chosen
    school = getattr(request, "school", None)
    if school is not None and school.language in SPOKEN:
        return str(school.language)
    return translation.get_language_from_request(request)


class LanguageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = preferred_language(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
