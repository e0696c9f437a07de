"""What is answered when something breaks before, after or outside a view."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

from shared_apps.wire.edupro import INTERNAL, UNAVAILABLE

_APIS = ("/api", "/lms", "/academy")


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's `handler500`: the contract's own form below an API's address, a page elsewhere.

    Runs while the exception is handled. A database that is away is no fault of the product: 503.
    """
    is_away = isinstance(sys.exc_info()[1], (OperationalError, InterfaceError))
    words = UNAVAILABLE if is_away else INTERNAL
    response: HttpResponse
    if not _is_below(request.path_info, *_APIS):
        response = defaults.server_error(request)
        response.status_code = words.status
    elif _is_below(request.path_info, "/api") and not _is_below(request.path_info, "/api/v1"):
        response = JsonResponse(words.body(), status=words.status)
    else:
        response = JsonResponse({"detail": words.detail}, status=words.status)
    response["Cache-Control"] = "no-store"
    return response


def _is_below(path: str, *roots: str) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)
