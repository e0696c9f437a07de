"""Seats and discounts under pressure: real threads, real commits."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.utils import timezone

from tenant_apps.coupons.errors import DiscountAlreadyUsed, DiscountUsedUp
from tenant_apps.coupons.models import AccessCode, CodeUse, DiscountCoupon, DiscountUse
from tenant_apps.courses.errors import CourseHasEnrollments, PrerequisiteCircle
from tenant_apps.courses.models import Course, CoursePrerequisite
from tenant_apps.courses.services import delete_course, update_course
from tenant_apps.enrollments.errors import CourseAlreadyOpen, CourseFull
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services import Purchase, buy_course, enroll_in_course
from tests.factories import make_code, make_course, make_enrollment, make_student
from tests.factories.discounts import make_discount
from tests.parallel import run_parallel

pytestmark = pytest.mark.usefixtures("committed", "in_alpha")

NOW = timezone.now()


def kinds(answers):
    return Counter(type(answer) for answer in answers)


def buy(student, course, **codes):
    return lambda: buy_course(student=student, course_id=course.id, now=NOW, **codes)


def test_three_seats_for_fifty_students():
    course = make_course(is_free=True, capacity=5)
    for _ in range(2):
        make_enrollment(make_student(), course)
    students = [make_student() for _ in range(50)]

    outcome = kinds(
        run_parallel(
            [
                lambda student=student: enroll_in_course(student=student, course_id=course.id, now=NOW)
                for student in students
            ]
        )
    )

    assert outcome == {Enrollment: 3, CourseFull: 47}
    assert Enrollment.objects.filter(course=course).count() == 5


def test_last_seats_of_a_paid_course_spend_as_many_codes():
    course = make_course(capacity=3)
    calls = [buy(make_student(), course, access_code=make_code().code) for _ in range(50)]

    outcome = kinds(run_parallel(calls))

    assert outcome == {Purchase: 3, CourseFull: 47}
    assert Enrollment.objects.count() == CodeUse.objects.count() == 3
    assert AccessCode.objects.filter(used_count=1).count() == 3


def test_coupon_for_five_is_used_by_five():
    course, coupon = make_course(), make_discount(percent=100, max_uses=5)
    calls = [buy(make_student(), course, coupon_code=coupon.code) for _ in range(50)]

    outcome = kinds(run_parallel(calls))

    coupon.refresh_from_db()
    assert outcome == {Purchase: 5, DiscountUsedUp: 45}
    assert coupon.used_count == DiscountUse.objects.count() == Enrollment.objects.count() == 5


def test_coupon_with_codes_is_used_by_five_and_no_other_code_is_spent():
    course, coupon = make_course(), make_discount(percent=40, max_uses=5)
    codes = [make_code(price=Decimal("60.00")) for _ in range(50)]
    calls = [buy(make_student(), course, coupon_code=coupon.code, access_code=code.code) for code in codes]

    outcome = kinds(run_parallel(calls))

    assert outcome == {Purchase: 5, DiscountUsedUp: 45}
    assert DiscountUse.objects.count() == CodeUse.objects.count() == 5
    assert AccessCode.objects.filter(used_count=1).count() == 5


def test_same_student_in_two_courses_at_once_uses_the_coupon_once():
    coupon, bob = make_discount(percent=100), make_student()
    courses = [make_course() for _ in range(8)]

    outcome = kinds(run_parallel([buy(bob, course, coupon_code=coupon.code) for course in courses]))

    assert outcome == {Purchase: 1, DiscountAlreadyUsed: 7}
    assert DiscountCoupon.objects.get().used_count == DiscountUse.objects.count() == 1


def test_double_click_uses_the_coupon_once():
    coupon, bob, course = make_discount(percent=100), make_student(), make_course()

    outcome = kinds(run_parallel([buy(bob, course, coupon_code=coupon.code)] * 8))

    assert outcome == {Purchase: 1, CourseAlreadyOpen: 7}
    assert DiscountUse.objects.count() == 1


def test_enrolling_and_deleting_at_once_leave_no_place_without_a_course():
    course = make_course(is_free=True)
    calls = [buy(make_student(), course) for _ in range(10)]
    calls.insert(5, lambda: delete_course(course_id=course.id, refuse_if_enrolled=True, now=NOW))

    outcome = kinds(run_parallel(calls))

    if Course.objects.exists():
        assert outcome == {Purchase: 10, CourseHasEnrollments: 1}
    else:
        assert (outcome[type(None)], outcome[Purchase], Enrollment.objects.count()) == (1, 0, 0)


def test_two_courses_never_require_each_other():
    for _round in range(5):
        one, two = make_course(), make_course()

        def require(course, other):
            return lambda: update_course(course_id=course.id, changes={"prerequisites": [other.id]}, now=NOW)

        outcome = kinds(run_parallel([require(one, two), require(two, one)]))

        assert outcome == {Course: 1, PrerequisiteCircle: 1}
        assert CoursePrerequisite.objects.filter(course__in=[one, two]).count() == 1
