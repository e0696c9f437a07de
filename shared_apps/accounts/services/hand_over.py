"""From the platform's host to a school's: a word that opens the door once.

Cookies belong to one host, so a person who has just opened a school on the platform is nobody at
the school's host yet. The word travels in the address; it is signed for one school, good for a
minute, and spent by the first who uses it.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, timedelta

from django.core import signing

from shared_apps.accounts.errors import HandOverInvalid
from shared_apps.kernel import counters
from shared_apps.kernel.errors import TooManyAttempts
from tenants.keys import tenant_key

LIFETIME = timedelta(seconds=60)
_SALT = "hand_over"
_MAX_CHARS = 400


def issue_hand_over(*, user_id: uuid.UUID, tenant_id: uuid.UUID, now: datetime) -> str:
    """A word by which `user_id` may enter this school within `LIFETIME`, once."""
    content = {
        "user": str(user_id),
        "word": secrets.token_hex(16),
        "ends": int((now + LIFETIME).timestamp()),
    }
    return signing.dumps(content, key=_key(tenant_id), salt=_SALT)


def read_hand_over(*, token: str, tenant_id: uuid.UUID, now: datetime) -> uuid.UUID:
    """Whom the word lets in; it stays good. Raises `HandOverInvalid`."""
    return _read(token, tenant_id, now)[0]


def spend_hand_over(*, token: str, tenant_id: uuid.UUID, now: datetime) -> uuid.UUID:
    """Whom the word lets in; it is spent by this call, and only one of several at once gets in.

    Call it before a transaction, so that a later refusal does not give the word back.
    Raises `HandOverInvalid`.
    """
    user_id, word = _read(token, tenant_id, now)
    try:
        # The counter outlives the word by a margin, so the word cannot be used after it either.
        counters.hit(key=f"hand_over:{word}", limit=1, window=2 * LIFETIME, now=now)
    except TooManyAttempts as error:
        raise HandOverInvalid from error
    return user_id


def _read(token: str, tenant_id: uuid.UUID, now: datetime) -> tuple[uuid.UUID, str]:
    if len(token) > _MAX_CHARS:
        raise HandOverInvalid
    try:
        content = signing.loads(token, key=_key(tenant_id), salt=_SALT)
        user_id, word, ends = uuid.UUID(content["user"]), str(content["word"]), int(content["ends"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise HandOverInvalid from error
    if now.timestamp() >= ends:
        raise HandOverInvalid
    return user_id, word


def _key(tenant_id: uuid.UUID) -> str:
    return tenant_key(tenant_id=tenant_id, purpose="hand_over").hex()
