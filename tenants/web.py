"""What answers without any app: liveness, readiness, and a closed school."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from tenants import context
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


@csrf_exempt
def closed_api(request: HttpRequest, *args: object) -> JsonResponse:
    """Any API address of a closed school, in English as every refusal of the contracts."""
    return JsonResponse({"detail": "This school is closed at the moment."}, status=_closed_status())


@csrf_exempt
def closed_page(request: HttpRequest) -> HttpResponse:
    """Any page of a closed school."""
    status = _closed_status()
    return render(request, "tenants/closed.html", {"is_archived": status == 410}, status=status)


def _closed_status() -> int:
    """Gone for an archived school, else unavailable for now."""
    return 410 if context.require_tenant().state == "archived" else 503
