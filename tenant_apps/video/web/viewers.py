"""Who is about to play on one of our pages."""

from __future__ import annotations

from django.http import HttpRequest

from shared_apps.accounts.web.actors import Actor
from tenant_apps.video.services import Viewer
from tenants.hosts import normalise_host


def viewer_of(request: HttpRequest) -> Viewer:
    """The signed-in member at this host, as the video service is told."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the page middleware
    phone = actor.student.phone if actor.student else actor.user.phone
    return Viewer(
        user_id=actor.user.pk,
        name=actor.full_name,
        phone=phone or "",
        host=normalise_host(request.META.get("HTTP_HOST", "")),
    )
