"""Reads of sessions."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import QuerySet

from shared_apps.accounts.models import Session


def find_live_session(
    *, session_id: uuid.UUID, user_id: uuid.UUID, tenant_id: uuid.UUID | None, now: datetime
) -> Session | None:
    """The session with its user, in one query, if it still holds here and the person is active."""
    return (
        Session.objects.select_related("user")
        .filter(
            pk=session_id,
            user_id=user_id,
            tenant=tenant_id,
            ended_at=None,
            expires_at__gt=now,
            user__is_active=True,
        )
        .first()
    )


def find_session(*, session_id: uuid.UUID, user_id: uuid.UUID, tenant_id: uuid.UUID | None) -> Session | None:
    """The session with its user, in whatever state."""
    return (
        Session.objects.select_related("user")
        .filter(pk=session_id, user_id=user_id, tenant=tenant_id)
        .first()
    )


def list_devices(*, user_id: uuid.UUID, now: datetime) -> QuerySet[Session]:
    """Where the person is signed in now, with the school, the device used latest first.

    Operators who look at a school through a session of its owner are no devices of the owner.
    """
    return (
        Session.objects.select_related("tenant")
        .filter(user_id=user_id, ended_at=None, expires_at__gt=now, visitor_id=None)
        .order_by("-rotated_at", "-id")
    )
