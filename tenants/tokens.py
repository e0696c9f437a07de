"""Signed tokens that are good in one place only.

The stock token classes sign every school's tokens with one key, so that user 1 of one school is
user 1 of another. Here the audience is the school's UUID (or `platform`), the key is derived from
it, and reading a token needs to say which place is asking.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError

from tenants.keys import tenant_key

ISSUER = "edupro"
ALGORITHM = "HS256"
PLATFORM_AUDIENCE = "platform"
MAX_TOKEN_CHARS = 4096


class TokenInvalid(Exception):
    """Not a token of this place, or no longer one: wrong key, audience, type, or time."""


@dataclass(frozen=True, slots=True)
class TokenClaims:
    """What a valid token says. `use` is `access` or `refresh`."""

    use: str
    session_id: uuid.UUID
    user_id: uuid.UUID
    tenant_id: uuid.UUID | None
    jti: str
    expires_at: int


def audience_of(tenant_id: uuid.UUID | None) -> str:
    return str(tenant_id) if tenant_id else PLATFORM_AUDIENCE


def _backend(tenant_id: uuid.UUID | None) -> TokenBackend:
    return TokenBackend(
        ALGORITHM,
        signing_key=tenant_key(tenant_id=tenant_id, purpose="jwt").hex(),
        audience=audience_of(tenant_id),
        issuer=ISSUER,
        leeway=timedelta(seconds=0),
    )


def sign_token(
    *,
    use: str,
    tenant_id: uuid.UUID | None,
    session_id: uuid.UUID,
    user_id: uuid.UUID,
    jti: str,
    now: datetime,
    lifetime: timedelta,
) -> str:
    """A signed token; `use` is `access` or `refresh`."""
    payload: dict[str, Any] = {
        "use": use,
        "sid": str(session_id),
        "sub": str(user_id),
        "jti": jti,
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
    }
    return str(_backend(tenant_id).encode(payload))


def peek_tenant(raw: str) -> tuple[bool, uuid.UUID | None]:
    """The place that `raw` claims to be for, unverified: (True, UUID or None for the platform).

    (False, None) when it is no token at all. Only good for choosing the key to verify with.
    """
    if len(raw) > MAX_TOKEN_CHARS:
        return False, None
    try:
        audience = jwt.decode(raw, options={"verify_signature": False}).get("aud")
        if audience == PLATFORM_AUDIENCE:
            return True, None
        return True, uuid.UUID(str(audience))
    except (jwt.PyJWTError, ValueError, RecursionError):
        return False, None


def is_expired(raw: str) -> bool:
    """Whether `raw` was a good token of the place it names, until its time was over."""
    known, tenant_id = peek_tenant(raw)
    if not known:
        return False
    key = tenant_key(tenant_id=tenant_id, purpose="jwt").hex()
    try:
        jwt.decode(raw, key, algorithms=[ALGORITHM], audience=audience_of(tenant_id), issuer=ISSUER)
    except jwt.ExpiredSignatureError:
        return True
    except (jwt.PyJWTError, ValueError, RecursionError):
        return False
    return False


def read_token(raw: str, *, use: str, tenant_id: uuid.UUID | None) -> TokenClaims:
    """The claims of `raw` if it is a `use` token of this school (None: of the platform).

    Raises `TokenInvalid`.
    """
    if len(raw) > MAX_TOKEN_CHARS:
        raise TokenInvalid("too long")
    try:
        payload = _backend(tenant_id).decode(raw)
        if payload.get("use") != use:
            raise TokenInvalid("wrong use")
        return TokenClaims(
            use=use,
            session_id=uuid.UUID(payload["sid"]),
            user_id=uuid.UUID(payload["sub"]),
            tenant_id=tenant_id,
            jti=str(payload["jti"]),
            expires_at=int(payload["exp"]),
        )
    except (TokenBackendError, KeyError, ValueError, TypeError, RecursionError) as error:
        raise TokenInvalid(str(error)) from error
