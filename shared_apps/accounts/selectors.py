"""Reads of identity."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from shared_apps.accounts.models import Session
from tenants.tokens import TokenClaims


def find_live_session(*, claims: TokenClaims, now: datetime) -> Session | None:
    """The session that a valid token names, with its user, unless it has ended. One query."""
    return (
        Session.objects.select_related("user")
        .filter(
            Q(tenant_id=claims.tenant_id),
            pk=claims.session_id,
            user_id=claims.user_id,
            user__is_active=True,
            ended_at__isnull=True,
            expires_at__gt=now,
        )
        .first()
    )
