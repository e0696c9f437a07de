"""Sign-ins: one row each, and the two tokens that name it."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from shared_apps.accounts.errors import RefreshInvalid
from shared_apps.accounts.models import Session, User
from shared_apps.accounts.selectors import find_live_session
from tenants.tokens import TokenClaims, TokenInvalid, read_token, sign_token


@dataclass(frozen=True, slots=True)
class SessionTokens:
    """What a signed-in client carries. `refresh` is always the one that may be used next."""

    session: Session
    access: str
    refresh: str


def start_session(
    *,
    user: User,
    tenant_id: uuid.UUID | None,
    kind: str,
    now: datetime,
    user_agent: str = "",
    address: str | None = None,
) -> SessionTokens:
    """A new session of `user` at a school (None: at the platform); `kind` is a `Session.Kind`."""
    session = Session.objects.create(
        user=user,
        tenant_id=tenant_id,
        kind=kind,
        current_jti=secrets.token_hex(16),
        rotated_at=now,
        user_agent=user_agent[:300],
        address=address or None,
        expires_at=now + settings.REFRESH_LIFETIME,
    )
    return _tokens(session, now)


def rotate_refresh(*, refresh: str, tenant_id: uuid.UUID | None, now: datetime) -> SessionTokens:
    """New tokens for a refresh token of this school (None: of the platform).

    One conditional UPDATE decides which of several requests rotates. A loser within
    `REFRESH_GRACE` (a parallel tab, a lost reply) gets the living tokens; any older token is
    taken for stolen and ends the session. Raises `RefreshInvalid`.
    """
    try:
        claims = read_token(refresh, use="refresh", tenant_id=tenant_id)
    except TokenInvalid as error:
        raise RefreshInvalid from error
    session = find_live_session(claims=claims, now=now)
    if session is None:
        raise RefreshInvalid
    if _wins_rotation(claims, now):
        session.refresh_from_db(fields=["current_jti", "previous_jti", "rotated_at"])
        return _tokens(session, now)
    session.refresh_from_db(fields=["current_jti", "previous_jti", "rotated_at", "ended_at"])
    if session.ended_at is not None:
        raise RefreshInvalid
    if claims.jti == session.previous_jti and now - session.rotated_at <= settings.REFRESH_GRACE:
        return _tokens(session, now)
    end_session(session=session, reason="reuse", now=now)
    raise RefreshInvalid


def end_session(*, session: Session, reason: str, now: datetime) -> None:
    """End one sign-in at once; a session that has ended stays as it is."""
    Session.objects.filter(pk=session.pk, ended_at__isnull=True).update(ended_at=now, end_reason=reason)


def end_sessions(
    *,
    user_id: uuid.UUID,
    reason: str,
    now: datetime,
    tenant_id: uuid.UUID | None = None,
    except_session: uuid.UUID | None = None,
) -> int:
    """End all sign-ins of a person (with `tenant_id`: those at one school); how many were live."""
    live = Session.objects.filter(user_id=user_id, ended_at__isnull=True)
    if tenant_id is not None:
        live = live.filter(tenant_id=tenant_id)
    if except_session is not None:
        live = live.exclude(pk=except_session)
    return live.update(ended_at=now, end_reason=reason)


def _wins_rotation(claims: TokenClaims, now: datetime) -> bool:
    return bool(
        Session.objects.filter(
            pk=claims.session_id, current_jti=claims.jti, ended_at__isnull=True
        ).update(previous_jti=F("current_jti"), current_jti=secrets.token_hex(16), rotated_at=now)
    )


def _tokens(session: Session, now: datetime) -> SessionTokens:
    def sign(use: str, jti: str, lifetime: timedelta) -> str:
        return sign_token(
            use=use,
            tenant_id=session.tenant_id,
            session_id=session.pk,
            user_id=session.user_id,
            jti=jti,
            now=now,
            lifetime=lifetime,
        )

    return SessionTokens(
        session=session,
        access=sign("access", secrets.token_hex(8), settings.ACCESS_LIFETIME),
        refresh=sign("refresh", session.current_jti, settings.REFRESH_LIFETIME),
    )
