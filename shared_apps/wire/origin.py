"""Cross-site requests are refused by where they come from.

The contracts carry no CSRF token and sibling schools are the same site to a browser, so cookies
arrive with a sibling's forged request whatever their SameSite. Browsers say truthfully where an
unsafe request comes from (`Origin`, `Sec-Fetch-Site`); programs that are no browser send neither.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def is_allowed_origin(request: HttpRequest) -> bool:
    """Whether an unsafe request may act: from our own host, a named front end, or no browser."""
    origin = request.META.get("HTTP_ORIGIN")
    if origin is not None:
        own = f"{request.scheme}://{request.get_host()}".lower()
        return origin.lower() == own or origin in settings.FRONTEND_ORIGINS
    return request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") in {"same-origin", "none"}


class OriginMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS and not is_allowed_origin(request):
            return JsonResponse({"detail": _("Cross-site request refused.")}, status=403)
        return self.get_response(request)
