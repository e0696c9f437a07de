"""News about identities."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PasswordCodeIssued:
    """Somebody asked for a one-time code, which has to reach them by mail."""

    code_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class NewEmailCodeIssued:
    """Somebody wants another e-mail and has to prove it by a code that is mailed there."""

    code_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PasswordReplaced:
    """A person's password is another one now, by their own change or by a code."""

    user_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """What schools copy of a person is another; published inside each of their schools, one by one."""

    user_id: uuid.UUID
    email: str
    phone: str
    full_name: str
    former_name: str
    """The name before; the same where only something else changed, or the school is told later."""


@dataclass(frozen=True, slots=True)
class EmailReplaced:
    """A person signs in by another e-mail now; the former one should hear of it."""

    user_id: uuid.UUID
    former: str


@dataclass(frozen=True, slots=True)
class IdentityWritten:
    """A person's identity is another; the schools that are not active now copy it later."""

    user_id: uuid.UUID
