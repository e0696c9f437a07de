"""What a school's staff does for a student without a code: open a course, give more days, take it away."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from shared_apps.kernel.acts import note_act
from tenant_apps.courses.services import lock_course
from tenant_apps.enrollments.errors import AccessHasNoEnd, DaysRefused, NotInCourse
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import check_seat, get_course_to_enroll
from tenant_apps.enrollments.services.entering import Wish, check_wish, enter
from tenant_apps.enrollments.services.locks import lock_places, lock_student
from tenant_apps.students.models import Student

MOST_DAYS = 3650


def grant_course(*, student: Student, course_id: uuid.UUID, now: datetime) -> Enrollment:
    """Give the student the whole course for nothing, for as long as the course lasts.

    The course's rules of entry hold. Raises `NotFound`, `NotAStudentHere` (blocked too),
    `CourseNotPublished`, `CourseAlreadyOpen`, any `EntryRefused`.
    """
    course = get_course_to_enroll(course_id=course_id)
    wish = Wish(course)
    check_wish(student=student, wish=wish, now=now)
    with transaction.atomic():
        made = enter(student=student, wish=wish, now=now)
        note_act(
            act="student.enrolled", of=student.id, title=student.full_name, details={"course": course.title}
        )
    return made


def extend_access(
    *,
    student: Student,
    course_id: uuid.UUID,
    days: int,
    now: datetime,
    enrollment_id: uuid.UUID | None = None,
) -> None:
    """Give so many more days in the course, from its end or, when that is over, from now.

    Single modules of the course are extended as well, unless `enrollment_id` names one place.
    Raises `DaysRefused`, `NotInCourse`, `AccessHasNoEnd`, or `CourseFull` when the place was lost to others.
    """
    if not 0 < days <= MOST_DAYS:
        raise DaysRefused()
    with transaction.atomic():
        member = lock_student(student_id=student.id, must_be_active=False)
        kept = Enrollment.objects.kept().filter(student=member, course_id=course_id)
        if not kept.exists():
            raise NotInCourse()
        course = lock_course(course_id=course_id)
        check_seat(student=member, course=course, now=now)
        changed = [
            _extend(row, days, now)
            for row in lock_places(student=member, course_id=course_id)
            if row.is_kept and row.ends_at is not None and enrollment_id in (None, row.id)
        ]
        if not changed:
            raise AccessHasNoEnd()
        details = {"course": course.title, "days": days}
        note_act(act="student.extended", of=member.id, title=member.full_name, details=details)


def _extend(row: Enrollment, days: int, now: datetime) -> Enrollment:
    row.ends_at = max(row.ends_at or now, now) + timedelta(days=days)
    if row.status == Enrollment.Status.EXPIRED:
        row.status = Enrollment.Status.COMPLETED if row.completed_at else Enrollment.Status.ACTIVE
    row.save(update_fields=["ends_at", "status", "updated_at"])
    return row
