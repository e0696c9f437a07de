"""News about identities."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PasswordCodeIssued:
    """Somebody asked for a one-time code, which has to reach them by mail."""

    code_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PasswordReplaced:
    """A person's password is another one now, by their own change or by a code."""

    user_id: uuid.UUID
