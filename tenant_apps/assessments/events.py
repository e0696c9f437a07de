"""What happened to an attempt; published inside the transaction that did it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AttemptSubmitted:
    """Handed in by the student, or closed by the clock."""

    attempt_id: uuid.UUID
    assessment_id: uuid.UUID
    student_id: uuid.UUID
    by_clock: bool
    needs_grading: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class AttemptGraded:
    """Nothing waits any more; told again when a grade is changed later."""

    attempt_id: uuid.UUID
    assessment_id: uuid.UUID
    student_id: uuid.UUID
    is_passed: bool
    at: datetime
