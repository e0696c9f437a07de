"""Who is about to play on one of our pages."""

from __future__ import annotations

from django.http import HttpRequest

from branding.services import get_brand
from shared_apps.accounts.web.actors import Actor
from shared_apps.wire.throttles import client_address
from tenant_apps.video.services import Guest, Viewer
from tenants.context import require_tenant
from tenants.hosts import normalise_host


def viewer_of(request: HttpRequest) -> Viewer:
    """The signed-in member at this host, as the video service is told."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the page middleware
    phone = actor.student.phone if actor.student else actor.user.phone
    return Viewer(
        user_id=actor.user.pk,
        name=actor.full_name,
        phone=phone or "",
        host=_host(request),
    )


def guest_of(request: HttpRequest) -> Guest:
    """Whoever reads this page without an account."""
    school = get_brand(tenant_id=require_tenant().id).name
    return Guest(address=client_address(request), school=school, host=_host(request))


def _host(request: HttpRequest) -> str:
    return normalise_host(request.META.get("HTTP_HOST", ""))
