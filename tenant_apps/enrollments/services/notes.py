"""Notes that a student keeps beside a lesson's film."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from tenant_apps.enrollments.errors import NoteEmpty, NoteMomentUnclear, NoteTooLong, TooManyNotes
from tenant_apps.enrollments.models import LessonNote
from tenant_apps.enrollments.rules import NOTE_MAX_LENGTH, NOTES_PER_LESSON, read_moment
from tenant_apps.enrollments.selectors import get_lesson_for_student, get_note
from tenant_apps.enrollments.services.locks import lock_student
from tenant_apps.students.models import Student


@transaction.atomic
def add_note(*, student: Student, lesson_id: uuid.UUID, at: str, text: str, now: datetime) -> LessonNote:
    """Keep a note at the moment `at` (`3:42`) of a lesson that is open to the student.

    The same words at the same moment again are the same note: sending twice makes one.
    Raises `NotFound`, `LessonClosed`, `NoteEmpty`, `NoteTooLong`, `NoteMomentUnclear`, `TooManyNotes`.
    """
    # Locked, so that notes sent at once cannot pass the limit together.
    member = lock_student(student_id=student.id)
    lesson = get_lesson_for_student(student=member, lesson_id=lesson_id, now=now)
    position, words = _clean_moment(at), _clean_text(text)
    kept = LessonNote.objects.filter(student=member, lesson=lesson)
    same = kept.filter(position_seconds=position, text=words).first()
    if same is not None:
        return same
    if kept.count() >= NOTES_PER_LESSON:
        raise TooManyNotes()
    return LessonNote.objects.create(student=member, lesson=lesson, position_seconds=position, text=words)


@transaction.atomic
def change_note(
    *, student: Student, lesson_id: uuid.UUID, note_id: uuid.UUID, text: str, now: datetime
) -> LessonNote:
    """Write the note anew; its moment stays. Raises as `add_note`, `NotFound` for another student's."""
    get_lesson_for_student(student=student, lesson_id=lesson_id, now=now)
    note = get_note(student=student, lesson_id=lesson_id, note_id=note_id)
    note.text = _clean_text(text)
    note.save(update_fields=["text", "updated_at"])
    return note


@transaction.atomic
def remove_note(*, student: Student, lesson_id: uuid.UUID, note_id: uuid.UUID) -> None:
    """Raises `NotFound`, also for another student's note."""
    get_note(student=student, lesson_id=lesson_id, note_id=note_id).delete()


def _clean_moment(at: str) -> int:
    position = read_moment(at)
    if position is None:
        raise NoteMomentUnclear()
    return position


def _clean_text(text: str) -> str:
    # Browsers send line ends as two signs; both would count.
    words = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not words:
        raise NoteEmpty()
    if len(words) > NOTE_MAX_LENGTH:
        raise NoteTooLong()
    return words
