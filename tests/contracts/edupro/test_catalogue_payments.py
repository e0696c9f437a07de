"""Section 12.2 of the error catalogue, each row by a real situation."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tenant_apps.coupons.models import CodeUse, DiscountUse
from tenant_apps.enrollments.models import Enrollment
from tests.factories import make_code, make_course, make_module, make_student
from tests.factories.discounts import make_discount

COURSE = "/api/course/course-enrollment/"
MODULE = "/api/course/module-enrollment/"
FAILED = {"error": "Payment failed", "detail": "The payment could not be processed. Please try again."}
TOO_LITTLE = {
    "error": "Insufficient funds",
    "detail": "You do not have sufficient funds to complete this transaction.",
}


@pytest.fixture
def bob(api, alpha, in_alpha):
    return api(school=alpha).sign_in(make_student(username="bob").user, bearer=True)


def nothing_happened():
    return (Enrollment.objects.count(), CodeUse.objects.count(), DiscountUse.objects.count()) == (0, 0, 0)


@pytest.mark.catalogue("C12.2 payment rule: payment failed")
def test_paying_with_a_code_that_does_not_count(bob):
    course = make_course()
    codes = [
        "NOTHING",
        make_code(used_count=1).code,
        make_code(is_active=False).code,
        make_code(expires_at=timezone.now() - timedelta(seconds=1)).code,
        make_code(price=Decimal("150.00")).code,
    ]
    for code in codes:
        body = {"course": str(course.id), "access_code": code}
        assert bob.post(COURSE, body, status=400).json() == FAILED
    body = {"module": str(make_module(course).id), "access_code": "NOTHING"}
    assert bob.post(MODULE, body, status=400).json() == FAILED
    assert nothing_happened()


@pytest.mark.catalogue("C12.2 payment rule: insufficient funds")
def test_paying_with_a_code_of_too_little(bob):
    course, coupon = make_course(), make_discount(percent=10)
    body = {
        "course": str(course.id),
        "coupon_code": coupon.code,
        "access_code": make_code(price=Decimal("89.99")).code,
    }
    assert bob.post(COURSE, body, status=400).json() == TOO_LITTLE
    assert nothing_happened()
    body["access_code"] = make_code(price=Decimal("90.00")).code
    bob.post(COURSE, body, status=201)
