"""What answers without any app: liveness, readiness, the proxy's question, and a closed school."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from tenants import context
from tenants.hosts import is_verified_domain
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


@require_safe
@never_cache
def tls_allowed(request: HttpRequest) -> HttpResponse:
    """Whether the proxy may get a certificate for `domain`: 200 for a school's verified domain, else 404.

    Only for the proxy itself: what it passes on from outside carries its marks, its own question none.
    """
    is_allowed = _is_asked_inside(request) and is_verified_domain(domain=request.GET.get("domain", ""))
    return HttpResponse(status=200 if is_allowed else 404, content_type="text/plain")


_PASSED_ON = ("HTTP_X_REAL_IP", "HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA")


def _is_asked_inside(request: HttpRequest) -> bool:
    if any(mark in request.META for mark in _PASSED_ON):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return address.is_loopback or address.is_private


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
