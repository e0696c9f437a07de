"""The two cookies of a signed-in browser."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse


def set_access_cookie(response: HttpResponse, token: str) -> None:
    _set(response, settings.ACCESS_COOKIE, token, int(settings.ACCESS_LIFETIME.total_seconds()))


def set_refresh_cookie(response: HttpResponse, token: str) -> None:
    _set(response, settings.REFRESH_COOKIE, token, int(settings.REFRESH_LIFETIME.total_seconds()))


def delete_cookies(response: HttpResponse) -> None:
    for name in (settings.ACCESS_COOKIE, settings.REFRESH_COOKIE):
        # A browser only drops a `__Host-` cookie when the dropping one is Secure as well.
        _set(response, name, "", 0)


def _set(response: HttpResponse, name: str, value: str, max_age: int) -> None:
    # No Domain attribute: the cookie belongs to this host alone, never to sibling schools.
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        path="/",
        secure=settings.COOKIES_SECURE,
        httponly=True,
        samesite="Lax",
    )
