"""How a reader prefers to read: language, digits, light or dark, and the clock of the school."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.views import i18n
from django.views.decorators.http import require_POST

from branding.rules.digits import ARABIC, LATIN, page_in_arabic_digits
from branding.web import marks
from shared_apps.accounts.services.reading import keep_preference
from shared_apps.accounts.web.forms import safe_next
from shared_apps.wire.language import SPOKEN

DIGITS_COOKIE = "digits"
_YEAR = 365 * 86400
_APART = ("/api/", "/lms/", "/academy/", "/static/", "/media/", "/files/")


def digits_of(request: HttpRequest) -> str:
    """`arab` or `latn`: the person's choice, else this browser's, else for Arabic pages the school's."""
    user = getattr(getattr(request, "actor", None), "user", None)
    for chosen in (getattr(user, "digits", ""), request.COOKIES.get(DIGITS_COOKIE, "")):
        if chosen in (ARABIC, LATIN):
            return str(chosen)
    school = getattr(request, "school", None)
    is_arabic = (translation.get_language() or "").startswith("ar")
    return school.digits if school is not None and is_arabic else LATIN


class ReadingMiddleware:
    """Pages speak the person's language, by the school's clock, in the digits that the reader prefers.

    A language chosen in this browser counts before the one kept with the person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_APART):
            return self.get_response(request)
        with _as_the_reader_likes(request) as language:
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            if digits_of(request) == ARABIC and _is_page(response):
                page = page_in_arabic_digits(response.content.decode(response.charset))
                response.content = page.encode(response.charset)
        return response


@contextmanager
def _as_the_reader_likes(request: HttpRequest) -> Iterator[str]:
    user = getattr(getattr(request, "actor", None), "user", None)
    kept = getattr(user, "language", "")
    school = getattr(request, "school", None)
    with ExitStack() as stack:
        if kept in SPOKEN and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "") not in SPOKEN:
            stack.enter_context(translation.override(kept))
            request.LANGUAGE_CODE = kept
        if school is not None:
            stack.enter_context(timezone.override(school.zone))
        yield translation.get_language() or settings.LANGUAGE_CODE


def _is_page(response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not response.streaming


@require_POST
def set_digits(request: HttpRequest) -> HttpResponse:
    """Keep `latn` or `arab` and go back; an empty choice returns to the school's."""
    response = HttpResponseRedirect(safe_next(request, fallback="/"))
    chosen = request.POST.get("digits", "")
    if chosen in (ARABIC, LATIN):
        response.set_cookie(
            DIGITS_COOKIE, chosen, max_age=_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        chosen = ""
        response.delete_cookie(DIGITS_COOKIE)
    _keep(request, digits=chosen)
    return response


def set_language(request: HttpRequest) -> HttpResponse:
    """Django's own switch; a signed-in person is written to in this language from now on."""
    chosen = request.POST.get("language", "")
    if request.method == "POST" and chosen in SPOKEN:
        _keep(request, language=chosen)
    return i18n.set_language(request)


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """The kit's own switch, which is kept with a signed-in person for their next device."""
    chosen = request.POST.get("theme", "")
    if chosen in ("light", "dark", "system"):
        _keep(request, theme=chosen)
    return marks.set_theme(request)


def _keep(request: HttpRequest, **preference: Any) -> None:
    actor = getattr(request, "actor", None)
    if actor is not None and not actor.is_visitor:
        keep_preference(user=actor.user, **preference)
