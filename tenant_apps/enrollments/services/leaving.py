"""Getting out. What was paid stays in the uses of codes; what was learnt stays as progress."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from shared_apps.kernel import events
from shared_apps.kernel.acts import note_act
from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.errors import NotInCourse
from tenant_apps.enrollments.events import EnrollmentRemoved
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services.locks import lock_places, lock_student
from tenant_apps.enrollments.services.totals import count_enrollment, recount_student
from tenant_apps.students.models import Student


@transaction.atomic
def leave_course(*, student: Student, course_id: uuid.UUID) -> None:
    """End the student's own place in the course, single modules of it included. Raises `NotFound`."""
    member = lock_student(student_id=student.id)
    rows = list(Enrollment.objects.filter(student=member, course_id=course_id))
    _remove(member, course_id, rows, gone=rows)


@transaction.atomic
def take_out(*, student: Student, course_id: uuid.UUID) -> None:
    """End a student's place in the course, single modules of it included, for the teacher.

    Raises `NotInCourse`.
    """
    member = lock_student(student_id=student.id, must_be_active=False)
    rows = list(Enrollment.objects.filter(student=member, course_id=course_id))
    if not rows:
        raise NotInCourse()
    _remove(member, course_id, rows, gone=rows)


@transaction.atomic
def remove_enrollment(*, course_id: uuid.UUID, number: int) -> None:
    """End the place with this number in this course, for the teacher. Raises `NotFound`."""
    _remove_one(Enrollment.objects.filter(course_id=course_id, number=number).first())


@transaction.atomic
def remove_place(*, course_id: uuid.UUID, enrollment_id: uuid.UUID, student: Student | None = None) -> None:
    """End this place in this course, for the teacher, or for the `student` whose own it is.

    Raises `NotFound`, also for another student's place.
    """
    places = Enrollment.objects.filter(course_id=course_id, pk=enrollment_id)
    _remove_one((places if student is None else places.filter(student=student)).first())


def _remove_one(found: Enrollment | None) -> None:
    if found is None:
        raise NotFound()
    member = lock_student(student_id=found.student_id, must_be_active=False)
    rows = list(Enrollment.objects.filter(student=member, course_id=found.course_id))
    _remove(member, found.course_id, rows, gone=[row for row in rows if row.pk == found.pk])


def _remove(
    student: Student,
    course_id: uuid.UUID,
    rows: Sequence[Enrollment],
    *,
    gone: Sequence[Enrollment],
) -> None:
    if not gone:
        raise NotFound()
    course_title = Course.objects.values_list("title", flat=True).get(pk=course_id)
    note_act(
        act="student.taken_out", of=student.id, title=student.full_name, details={"course": course_title}
    )
    before = any(row.is_kept for row in rows)
    after = any(row.is_kept for row in rows if row not in gone)
    count_enrollment(course_id=course_id, change=int(after) - int(before))
    lock_places(student=student, course_id=course_id)
    Enrollment.objects.filter(pk__in=[row.pk for row in gone]).delete()
    recount_student(student=student)
    for row in gone:
        events.publish(EnrollmentRemoved(student_id=student.id, course_id=course_id, module_id=row.module_id))
