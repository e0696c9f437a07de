"""News about the school's students."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StudentJoined:
    """A person became a student of the active school."""

    student_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class StudentLeaving:
    """A student is about to be removed: whoever counts or keeps something of theirs acts now."""

    student_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class StudentBlockChanged:
    """A student was blocked or let in again."""

    student_id: uuid.UUID
    is_active: bool
