"""Removing a student takes the same few statements whatever they were in, and tells the catalogue."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services import grant_course
from tenant_apps.students.services import remove_student
from tenants.context import ActiveTenant
from tests.factories import make_course, make_student


def removal(courses: int) -> int:
    """Queries of removing a student who is in so many courses."""
    student = make_student()
    for _number in range(courses):
        grant_course(student=student, course_id=make_course().id, now=timezone.now())
    with CaptureQueriesContext(connection) as found:
        remove_student(student=student, now=timezone.now())
    return len(found)


def test_statements_do_not_grow_with_the_courses(in_alpha: ActiveTenant) -> None:
    assert removal(1) == removal(12)


def test_courses_and_their_copies_count_one_less(in_alpha: ActiveTenant) -> None:
    now, course = timezone.now(), make_course()
    stays, leaves = make_student(), make_student()
    for student in (stays, leaves):
        grant_course(student=student, course_id=course.id, now=now)
    before = Course.objects.get(pk=course.id)
    remove_student(student=leaves, now=now)
    after, copy = Course.objects.get(pk=course.id), CatalogueCourse.objects.get(pk=course.id)
    assert (before.total_enrollments, after.total_enrollments) == (2, 1)
    assert after.version == before.version + 1
    assert (copy.total_enrollments, copy.source_version) == (1, after.version)
    assert Enrollment.objects.count() == 1


@pytest.mark.parametrize("kept", [0, 1])
def test_a_count_never_falls_below_nothing(in_alpha: ActiveTenant, kept: int) -> None:
    now, course, student = timezone.now(), make_course(), make_student()
    grant_course(student=student, course_id=course.id, now=now)
    Course.objects.filter(pk=course.id).update(total_enrollments=kept)
    remove_student(student=student, now=now)
    assert Course.objects.get(pk=course.id).total_enrollments == 0
