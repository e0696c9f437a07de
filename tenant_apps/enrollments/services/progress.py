"""How far a student is: marked by hand, or watched and bounded by the clock."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from shared_apps.kernel import events
from tenant_apps.courses.models import Lesson
from tenant_apps.enrollments import rules
from tenant_apps.enrollments.events import LessonCompleted
from tenant_apps.enrollments.models import LessonProgress
from tenant_apps.enrollments.selectors import get_lesson_for_student
from tenant_apps.enrollments.services.locks import lock_student
from tenant_apps.enrollments.services.totals import note_activity, recount_progress
from tenant_apps.students.models import Student


@transaction.atomic
def mark_lesson(
    *,
    student: Student,
    lesson_id: uuid.UUID,
    is_completed: bool,
    is_opened: bool | None = None,
    now: datetime,
) -> LessonProgress:
    """Say that the lesson is done, or that it is not. Saying it again changes nothing.

    `is_opened` says besides that it was begun, or never; None leaves that as it is.
    Raises `NotFound` for a lesson the student does not see, `LessonClosed` for one not open to them.
    """
    member, lesson, progress = _locked(student, lesson_id, now)
    if progress.is_completed != is_completed:
        _complete(progress, is_completed, now)
    if is_opened is not None:
        progress.opened_at = (progress.opened_at or now) if is_opened else None
    progress.save()
    recount_progress(student=member, course_id=lesson.course_id, now=now, may_reopen=not is_completed)
    return progress


@transaction.atomic
def open_lesson(*, student: Student, lesson_id: uuid.UUID, now: datetime) -> LessonProgress:
    """The student opens the lesson's page: remembers the first time and starts the player's clock.

    Raises as `mark_lesson`.
    """
    member, _lesson, progress = _locked(student, lesson_id, now)
    progress.opened_at = progress.opened_at or now
    progress.reported_at = now
    progress.save()
    note_activity(student=member, now=now)
    return progress


@transaction.atomic
def record_watch(
    *, student: Student, lesson_id: uuid.UUID, position_seconds: int, watched_seconds: int, now: datetime
) -> LessonProgress:
    """The player tells where it is and how many seconds it played since its latest report.

    What it claims is cut to what the clock allows and to the length of the video. At 90 percent the
    lesson counts as completed; more watching never takes that back. Raises as `mark_lesson`.
    """
    member, lesson, progress = _locked(student, lesson_id, now)
    gained = rules.believable_seconds(claimed=watched_seconds, reported_at=progress.reported_at, now=now)
    length = lesson.duration_seconds
    progress.watched_seconds = min(progress.watched_seconds + gained, length)
    progress.position_seconds = max(0, min(position_seconds, length))
    progress.opened_at = progress.opened_at or now
    progress.reported_at = now
    done = rules.is_watched(watched_seconds=progress.watched_seconds, duration_seconds=length)
    newly_done = done and not progress.is_completed
    if newly_done:
        _complete(progress, True, now)
    progress.save()
    note_activity(student=member, now=now)
    if newly_done:
        recount_progress(student=member, course_id=lesson.course_id, now=now)
    return progress


def _locked(student: Student, lesson_id: uuid.UUID, now: datetime) -> tuple[Student, Lesson, LessonProgress]:
    member = lock_student(student_id=student.id)
    lesson = get_lesson_for_student(student=member, lesson_id=lesson_id, now=now)
    # The student's lock makes find-or-make safe: nobody else writes this student's progress.
    progress = LessonProgress.objects.filter(student=member, lesson=lesson).first()
    return member, lesson, progress or LessonProgress(student=member, lesson=lesson)


def _complete(progress: LessonProgress, is_completed: bool, now: datetime) -> None:
    progress.is_completed = is_completed
    progress.completed_at = now if is_completed else None
    if is_completed:
        events.publish(
            LessonCompleted(
                student_id=progress.student_id,
                lesson_id=progress.lesson_id,
                course_id=progress.lesson.course_id,
                at=now,
            )
        )
