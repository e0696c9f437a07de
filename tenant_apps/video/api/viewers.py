"""Who asks to play, as the video service is told."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from rest_framework.request import Request

from tenant_apps.video.services import Viewer
from tenants.context import require_tenant
from tenants.hosts import HostKind, normalise_host, resolve_host


def viewer_of(request: Request) -> Viewer:
    """The member who asks, and the host whose page will show the player."""
    student = request.student
    if student is not None:
        name, phone = student.full_name, student.phone
    else:
        name, phone = request.staff_member.full_name, request.user.phone or ""
    return Viewer(user_id=request.user.pk, name=name, phone=phone, host=_page_host(request))


def _page_host(request: Request) -> str:
    origin = request.headers.get("Origin", "")
    if origin in settings.FRONTEND_ORIGINS:
        return urlsplit(origin).hostname or ""
    host = normalise_host(request._request.META.get("HTTP_HOST", ""))
    if resolve_host(host).kind is HostKind.SCHOOL:
        return host
    return f"{require_tenant().username}.{settings.PLATFORM_DOMAIN}"
