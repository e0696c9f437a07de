"""A student's own notes."""

from __future__ import annotations

import uuid

from shared_apps.kernel.errors import NotFound
from tenant_apps.enrollments.models import LessonNote
from tenant_apps.students.models import Student


def list_notes(*, student: Student, lesson_id: uuid.UUID) -> list[LessonNote]:
    """The student's notes in the lesson, in the order of the film."""
    rows = LessonNote.objects.filter(student=student, lesson_id=lesson_id)
    return list(rows.order_by("position_seconds", "created_at", "id"))


def get_note(*, student: Student, lesson_id: uuid.UUID, note_id: uuid.UUID) -> LessonNote:
    """Raises `NotFound`, also for another student's note."""
    found = LessonNote.objects.filter(pk=note_id, student=student, lesson_id=lesson_id).first()
    if found is None:
        raise NotFound()
    return found
