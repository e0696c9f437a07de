"""A teacher changed what is published in a course: everybody's progress in it is another share now."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection, transaction

from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services.locks import lock_student
from tenant_apps.enrollments.services.totals import recount_progress
from tenants.context import require_tenant

# Locked in the order of their ids first, so that a student who marks a lesson at this moment and
# this statement never wait for each other.
_LOCK = "SELECT id FROM enrollments_enrollment WHERE course_id = %(course)s ORDER BY id FOR NO KEY UPDATE"

# Materialised: inlined into the counting below, both would be read once per enrolment where tables
# have no statistics yet.
_RECOUNT = """
WITH shown AS MATERIALIZED (
    SELECT l.id, l.module_id FROM courses_lesson l JOIN courses_module m ON m.id = l.module_id
    WHERE l.course_id = %(course)s AND l.is_published AND m.is_published
), done AS MATERIALIZED (
    SELECT p.student_id, s.module_id, count(*) AS n
    FROM shown s JOIN enrollments_lessonprogress p ON p.lesson_id = s.id AND p.is_completed
    GROUP BY 1, 2
), counted AS (
    SELECT e.id,
        (SELECT count(*) FROM shown s WHERE e.module_id IS NULL OR s.module_id = e.module_id) AS total,
        COALESCE(sum(d.n), 0) AS completed
    FROM enrollments_enrollment e
    LEFT JOIN done d ON d.student_id = e.student_id AND (e.module_id IS NULL OR d.module_id = e.module_id)
    WHERE e.course_id = %(course)s
    GROUP BY e.id
)
UPDATE enrollments_enrollment e
SET completed_lessons = c.completed,
    progress_percent = CASE
        WHEN e.completed_at IS NOT NULL THEN 100
        WHEN c.total = 0 THEN 0
        ELSE trunc(c.completed * 100.0 / c.total, 2) END
FROM counted c
WHERE c.id = e.id
"""


def recount_course(*, course_id: uuid.UUID) -> None:
    """Recompute every student's progress in the course in one statement. The caller holds the transaction.

    Completion is not decided here: `settle_course` does it student by student after the commit.
    """
    require_tenant()
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, {"course": course_id})
        cursor.execute(_RECOUNT, {"course": course_id})


def settle_course(*, course_id: uuid.UUID, now: datetime) -> int:
    """Complete the course for students who have done all that is left of it; returns how many places."""
    waiting = Enrollment.objects.live(now=now).filter(
        course_id=course_id, completed_at=None, progress_percent=100
    )
    students = list(waiting.order_by().values_list("student_id", flat=True))
    for student_id in students:
        with transaction.atomic():
            student = lock_student(student_id=student_id, must_be_active=False)
            recount_progress(student=student, course_id=course_id, now=now)
    return len(students)
