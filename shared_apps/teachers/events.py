"""News about schools and their teachers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SchoolOpened:
    """A teacher opened a school; published inside it, in the transaction of the sign-up."""

    tenant_id: uuid.UUID
    user_id: uuid.UUID
    full_name: str
    email: str


@dataclass(frozen=True, slots=True)
class TeacherProfileChanged:
    """What a school shows of its teacher is another: name, pictures, colours, about."""

    tenant_id: uuid.UUID
    at: datetime
