"""What happened to a student's place and progress; published inside the transaction that did it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class StudentEnrolled:
    """A student got access, for the first time or again. `module_id` is set when only to a module."""

    enrollment_id: uuid.UUID
    student_id: uuid.UUID
    course_id: uuid.UUID
    module_id: uuid.UUID | None
    paid: Decimal
    at: datetime


@dataclass(frozen=True, slots=True)
class EnrollmentRemoved:
    student_id: uuid.UUID
    course_id: uuid.UUID
    module_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class LessonCompleted:
    student_id: uuid.UUID
    lesson_id: uuid.UUID
    course_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class CourseCompleted:
    """Every published lesson of the course is completed, for the first time."""

    enrollment_id: uuid.UUID
    student_id: uuid.UUID
    course_id: uuid.UUID
    at: datetime
