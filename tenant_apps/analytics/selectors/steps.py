"""How far a new school is."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Each is read from what is really there, never stored."""

    look: bool
    """A logo, or colours that were changed."""
    course: bool
    video: bool
    published: bool
    """A published course in which there is a lesson."""
    codes: bool
    student: bool
    redeemed: bool
    newest_course: uuid.UUID | None
