"""The two addresses that machines ask."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants.readiness import check_readiness


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when requests may come, else 503 with the reasons."""
    found = check_readiness()
    return JsonResponse(found.body(), status=200 if found.is_ready else 503)
