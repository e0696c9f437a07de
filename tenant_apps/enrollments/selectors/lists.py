"""Enrolments as lists, for the student and for the teacher."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Max, QuerySet

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment, EnrollmentQuerySet
from tenant_apps.students.models import Student


def list_courses_of_student(*, student: Student) -> QuerySet[Course]:
    """Courses the student is in, wholly or with a module, also when the time is over; latest first."""
    return (
        Course.objects.filter(enrollments__student=student, enrollments__status__in=Enrollment.KEPT)
        .annotate(latest_enrollment_at=Max("enrollments__enrolled_at"))
        .order_by("-latest_enrollment_at", "id")
    )


def list_enrollments(*, student: Student | None = None) -> QuerySet[Enrollment]:
    """What a person calls enrolments, of the student or of the whole school, with student and course.

    Latest first; pending and cancelled places are none.
    """
    rows = Enrollment.objects.kept().select_related("student", "course").order_by("-enrolled_at", "id")
    return rows if student is None else rows.filter(student=student)


def list_enrollments_of_student(*, student: Student) -> QuerySet[Enrollment]:
    """The student's enrolments with course and module, latest first, pending ones included."""
    return (
        Enrollment.objects.filter(student=student)
        .select_related("course", "module")
        .order_by("-enrolled_at", "id")
    )


def list_enrollments_of_course(*, course_id: uuid.UUID) -> EnrollmentQuerySet:
    """The course's enrolments with their students and modules, latest first. Raises `NotFound`."""
    if not Course.objects.filter(pk=course_id).exists():
        raise NotFound()
    return (
        Enrollment.objects.filter(course_id=course_id)
        .select_related("student", "module")
        .order_by("-enrolled_at", "id")
    )


def get_enrollment(*, student: Student, course_id: uuid.UUID) -> Enrollment:
    """The student's place in the whole course. Raises `NotFound`."""
    found = find_enrollment(student=student, course_id=course_id)
    if found is None:
        raise NotFound()
    return found


def find_enrollment(*, student: Student, course_id: uuid.UUID) -> Enrollment | None:
    """The student's place in the whole course, whatever its status."""
    return (
        Enrollment.objects.select_related("course")
        .filter(student=student, course_id=course_id, module=None)
        .first()
    )


def count_enrolled_courses(*, student: Student, now: datetime) -> int:
    """In how many courses the student is at this moment, wholly or with a module."""
    live = Enrollment.objects.live(now=now).filter(student=student)
    return live.values("course_id").distinct().count()
