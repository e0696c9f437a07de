"""Sessions: started by a sign-in, carried on by rotation, ended at once."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F

from shared_apps.accounts.errors import RefreshInvalid, SessionKindWrong
from shared_apps.accounts.models import Session, User
from shared_apps.accounts.selectors import find_live_session, find_session
from shared_apps.kernel.acts import ActingPerson, begin_acting
from tenants import context
from tenants.tokens import TokenClaims, TokenInvalid, read_token, sign_token


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the cookies of one session carry."""

    access: str
    refresh: str
    session: Session


def start_session(
    *,
    user: User,
    tenant_id: uuid.UUID | None,
    kind: str,
    now: datetime,
    user_agent: str = "",
    address: str | None = None,
    lifetime: timedelta | None = None,
    second_factor_at: datetime | None = None,
    visitor_id: uuid.UUID | None = None,
) -> Tokens:
    """A new session of `kind` (`student`, `staff`, `operator`) at this school (None: the platform).

    `visitor_id` is the operator who will look at the school as this person, who did not sign in.
    """
    session = Session.objects.create(
        user=user,
        tenant_id=tenant_id,
        kind=kind,
        current_jti=_new_jti(),
        rotated_at=now,
        user_agent=user_agent[:300],
        address=address or None,
        expires_at=now + (lifetime or settings.REFRESH_LIFETIME),
        second_factor_at=second_factor_at,
        visitor_id=visitor_id,
    )
    if visitor_id is None:
        User.objects.filter(pk=user.pk).update(last_login=now)
        user.last_login = now
    return _tokens(session, now)


def find_session_of_token(*, raw: str, tenant_id: uuid.UUID | None, now: datetime) -> Session | None:
    """The living session, with its user, that an access token of this place names."""
    try:
        claims = read_token(raw, use="access", tenant_id=tenant_id)
    except TokenInvalid:
        return None
    return find_live_session(
        session_id=claims.session_id, user_id=claims.user_id, tenant_id=tenant_id, now=now
    )


def note_who_acts(*, session: Session) -> None:
    """Let what is done from here on be known as this person's, if they run the active school."""
    is_staff = session.kind == Session.Kind.STAFF and session.visitor_id is None
    if is_staff and session.tenant_id == context.active_id():
        begin_acting(ActingPerson(id=session.user_id, name=session.user.full_name))


def read_refresh(*, raw: str, tenant_id: uuid.UUID | None) -> tuple[TokenClaims, Session]:
    """What a refresh token names, whatever the session's state. Raises `RefreshInvalid`."""
    try:
        claims = read_token(raw, use="refresh", tenant_id=tenant_id)
    except TokenInvalid as error:
        raise RefreshInvalid from error
    session = find_session(session_id=claims.session_id, user_id=claims.user_id, tenant_id=tenant_id)
    if session is None:
        raise RefreshInvalid
    return claims, session


def rotate_session(*, raw: str, tenant_id: uuid.UUID | None, kinds: Collection[str], now: datetime) -> Tokens:
    """Exchange the refresh token `raw` for fresh tokens; of parallel calls exactly one rotates.

    Within REFRESH_GRACE of a rotation the token it replaced is answered with the living one; any
    older token ends the session. Raises `RefreshInvalid`, or `SessionKindWrong` when the session is
    of none of `kinds`, which changes nothing.
    """
    claims, session = read_refresh(raw=raw, tenant_id=tenant_id)
    if session.kind not in kinds:
        raise SessionKindWrong
    if not session.user.is_active:
        raise RefreshInvalid
    if _rotate(claims, now):
        session.refresh_from_db(fields=["current_jti"])
        return _tokens(session, now)
    return _answer_former(claims, now)


def renew_session(*, raw: str, tenant_id: uuid.UUID | None, kinds: Collection[str], now: datetime) -> Tokens:
    """A fresh access token for the refresh token `raw`, which keeps working until its session ends.

    For clients that are never told of another refresh token. Raises as `rotate_session`.
    """
    claims, session = read_refresh(raw=raw, tenant_id=tenant_id)
    if session.kind not in kinds:
        raise SessionKindWrong
    is_over = session.ended_at is not None or session.expires_at <= now
    if is_over or not session.user.is_active or claims.jti != session.current_jti:
        raise RefreshInvalid
    return _tokens(session, now)


def _rotate(claims: TokenClaims, now: datetime) -> bool:
    # The condition on `current_jti` is the lock: of many requests with one token, one row changes.
    return bool(
        Session.objects.filter(
            pk=claims.session_id, current_jti=claims.jti, ended_at=None, expires_at__gt=now
        ).update(previous_jti=F("current_jti"), current_jti=_new_jti(), rotated_at=now)
    )


def _answer_former(claims: TokenClaims, now: datetime) -> Tokens:
    session = Session.objects.get(pk=claims.session_id)
    if session.ended_at is not None or session.expires_at <= now:
        raise RefreshInvalid
    is_former = claims.jti == session.previous_jti and now - session.rotated_at <= settings.REFRESH_GRACE
    # The clock of another worker may be ahead by the length of a request: that is the current token.
    if is_former or claims.jti == session.current_jti:
        return _tokens(session, now)
    end_session(session=session, reason="reuse", now=now)
    raise RefreshInvalid


def end_session(*, session: Session, reason: str, now: datetime) -> None:
    """Every token that names the session stops answering at once. Ending twice changes nothing."""
    Session.objects.filter(pk=session.pk, ended_at=None).update(ended_at=now, end_reason=reason)


def end_sessions_of(
    *,
    user_id: uuid.UUID,
    reason: str,
    now: datetime,
    tenant_id: uuid.UUID | None = None,
    kind: str | None = None,
    keep: uuid.UUID | None = None,
) -> int:
    """End the person's sessions, only those at `tenant_id` and of `kind` when given, but not `keep`."""
    sessions = Session.objects.filter(user_id=user_id, ended_at=None)
    if tenant_id is not None:
        sessions = sessions.filter(tenant_id=tenant_id)
    if kind is not None:
        sessions = sessions.filter(kind=kind)
    if keep is not None:
        sessions = sessions.exclude(pk=keep)
    return sessions.update(ended_at=now, end_reason=reason)


def end_visits_of(*, visitor_id: uuid.UUID, reason: str, now: datetime) -> int:
    """End every session through which this operator looks at a school."""
    return Session.objects.filter(visitor_id=visitor_id, ended_at=None).update(
        ended_at=now, end_reason=reason
    )


def _tokens(session: Session, now: datetime) -> Tokens:
    common: dict[str, Any] = {
        "tenant_id": session.tenant_id,
        "session_id": session.pk,
        "user_id": session.user_id,
        "now": now,
    }
    left = session.expires_at - now
    # An operator's session that nobody used for so long cannot be carried on.
    idle = settings.OPERATOR_IDLE if session.second_factor_at else left
    return Tokens(
        access=sign_token(
            use="access", jti=_new_jti(), lifetime=min(settings.ACCESS_LIFETIME, left), **common
        ),
        refresh=sign_token(use="refresh", jti=session.current_jti, lifetime=min(idle, left), **common),
        session=session,
    )


def _new_jti() -> str:
    return secrets.token_hex(16)
