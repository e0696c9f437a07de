"""The devices on which a person is signed in, and signing them out from another one."""

from __future__ import annotations

import uuid
from datetime import datetime

from shared_apps.accounts.models import Session
from shared_apps.accounts.selectors import list_devices
from shared_apps.accounts.services.sessions import end_session, end_sessions_of
from shared_apps.kernel.errors import NotFound

REASON = "signed_out_elsewhere"


def end_device(*, session: Session, session_id: uuid.UUID, now: datetime) -> None:
    """Sign the person of `session` out on another of their devices, at once.

    Raises `NotFound` when it is no device of theirs, signed out already, or this one.
    """
    other = (
        list_devices(user_id=session.user_id, now=now).exclude(pk=session.pk).filter(pk=session_id).first()
    )
    if other is None:
        raise NotFound
    end_session(session=other, reason=REASON, now=now)


def end_other_devices(*, session: Session, now: datetime) -> int:
    """Sign the person of `session` out everywhere but here; returns on how many devices."""
    return end_sessions_of(user_id=session.user_id, reason=REASON, now=now, keep=session.pk)
