"""Numbers kept beside the rows they count. The caller holds the transaction and the student's lock."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from decimal import Decimal

from shared_apps.kernel import events
from tenant_apps.courses.services import count_enrollments, uncount_enrollments
from tenant_apps.enrollments.events import CourseCompleted
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.rules import progress_percent
from tenant_apps.enrollments.selectors import ModuleCount, count_lessons
from tenant_apps.enrollments.services.locks import lock_places
from tenant_apps.students.models import Student
from tenant_apps.students.rules import with_day

ACTIVITY_STEP = timedelta(minutes=5)
"""How exactly the latest activity is kept: a player reports every few seconds."""


def count_enrollment(*, course_id: uuid.UUID, change: int) -> None:
    """Let the course (and its copy in the catalogue) count one student more or less."""
    if change:
        count_enrollments(course_id=course_id, change=change)


def recount_progress(
    *, student: Student, course_id: uuid.UUID, now: datetime, may_reopen: bool = False
) -> None:
    """Recompute the student's enrolments in the course and the student's own totals.

    A completed course stays completed when the teacher adds lessons later; only a student who takes
    a mark back (`may_reopen`) opens it again.
    """
    counts = count_lessons(student=student, course_id=course_id)
    for row in lock_places(student=student, course_id=course_id):
        mine = [count for count in counts if row.module_id in (None, count.module_id)]
        _write_progress(row, mine, now, may_reopen)
    recount_student(student=student, now=now)


def _write_progress(row: Enrollment, counts: list[ModuleCount], now: datetime, may_reopen: bool) -> None:
    total = sum(count.lessons for count in counts)
    done = sum(count.completed for count in counts)
    was_completed = row.completed_at is not None
    row.completed_lessons = done
    row.progress_percent = progress_percent(completed=done, total=total)
    row.last_activity_at = now
    is_completed = total > 0 and done >= total
    if is_completed:
        row.completed_at = row.completed_at or now
        row.status = Enrollment.Status.COMPLETED if row.is_live(now) else row.status
    elif was_completed and may_reopen:
        row.completed_at = None
        row.status = Enrollment.Status.ACTIVE if row.status == Enrollment.Status.COMPLETED else row.status
    elif was_completed:
        row.progress_percent = Decimal(100)
    row.save(
        update_fields=[
            "completed_lessons",
            "progress_percent",
            "last_activity_at",
            "completed_at",
            "status",
            "updated_at",
        ]
    )
    if is_completed and not was_completed and row.module_id is None:
        events.publish(
            CourseCompleted(enrollment_id=row.id, student_id=row.student_id, course_id=row.course_id, at=now)
        )


def recount_student(*, student: Student, now: datetime | None = None) -> None:
    """Recompute the lessons and courses that the student has completed; `now` notes an activity."""
    student.completed_lessons = LessonProgress.objects.filter(student=student, is_completed=True).count()
    student.completed_courses = Enrollment.objects.filter(
        student=student, module=None, completed_at__isnull=False
    ).count()
    changed = ["completed_lessons", "completed_courses", "updated_at"]
    if now is not None:
        student.active_days = with_day(kept=student.active_days, latest=student.last_activity_at, now=now)
        student.last_activity_at = now
        changed += ["active_days", "last_activity_at"]
    student.save(update_fields=changed)


def note_activity(*, student: Student, now: datetime) -> None:
    """Remember that the student was here, unless that was noted a moment ago."""
    latest = student.last_activity_at
    if latest is None or now - latest >= ACTIVITY_STEP:
        days = with_day(kept=student.active_days, latest=latest, now=now)
        Student.objects.filter(pk=student.pk).update(last_activity_at=now, active_days=days)


def uncount_student(*, student_id: uuid.UUID) -> None:
    """A student is about to leave the school: let each of their courses count one less."""
    rows = Enrollment.objects.filter(student_id=student_id).kept()
    uncount_enrollments(course_ids=list(rows.order_by().values_list("course_id", flat=True).distinct()))
