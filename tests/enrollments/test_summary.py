"""The numbers of the teacher's first page."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tenant_apps.enrollments.selectors import school_summary
from tenant_apps.enrollments.services import enroll_in_course
from tests.factories import make_code, make_course, make_enrollment, make_module, make_student

NOW = timezone.now()


def test_empty_school(in_alpha):
    seen = school_summary(now=NOW)
    assert (seen.students, seen.students_active, seen.enrollments, seen.courses) == (0, 0, 0, [])
    assert (seen.codes.made, seen.revenue.total, len(seen.days)) == (0, Decimal("0.00"), 30)


def test_numbers_of_a_small_school(in_alpha, beta):
    bob = make_student(last_activity_at=NOW - timedelta(days=6))
    dana = make_student(last_activity_at=NOW - timedelta(days=8))
    make_student(is_active=False)
    course, other = make_course(title="Algebra"), make_course(title="Physics", state="draft")
    make_code()
    enroll_in_course(student=bob, course_id=course.id, code=make_code().code, now=NOW)
    make_enrollment(dana, course, module=make_module(course))
    make_enrollment(dana, other, ends_at=NOW, completed_at=NOW)

    seen = school_summary(now=NOW)

    assert (seen.students, seen.students_active, seen.students_blocked, seen.enrollments) == (3, 1, 1, 2)
    assert (seen.codes.made, seen.codes.used, seen.codes.open) == (2, 1, 1)
    assert (seen.revenue.total, seen.revenue.today, seen.revenue.uses_today) == (100, 100, 1)
    assert (seen.days[-1].amount, seen.days[-1].uses) == (100, 1)
    assert [
        (row.title, row.is_published, row.enrollments, row.live, row.completed) for row in seen.courses
    ] == [("Algebra", True, 1, 2, 0), ("Physics", False, 0, 0, 1)]


@pytest.mark.parametrize("courses", [1, 3])
def test_summary_costs_six_queries(in_alpha, django_assert_num_queries, courses):
    for _ in range(courses):
        make_enrollment(make_student(), make_course())
    with django_assert_num_queries(6):
        school_summary(now=NOW)
