"""Section 6 of the error catalogue, and a text that means two things, each row by a real situation."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tenant_apps.coupons.models import DiscountCoupon, DiscountUse
from tenant_apps.enrollments.models import Enrollment
from tests.factories import make_code, make_course, make_student
from tests.factories.discounts import make_discount

CREATE = "/api/coupon/create/"
COURSE = "/api/course/course-enrollment/"
NOW = timezone.now()


def body(**changes):
    return {
        "code": "SUMMER-20",
        "discount_percentage": 20,
        "valid_from": NOW.isoformat(),
        "valid_until": (NOW + timedelta(days=9)).isoformat(),
        **changes,
    }


@pytest.fixture
def bob(api, alpha, in_alpha):
    return api(school=alpha).sign_in(make_student(username="bob").user, bearer=True)


def use(client, coupon_code, status, course=None):
    given = {"course": str((course or make_course()).id), "coupon_code": coupon_code}
    return client.post(COURSE, given, status=status).json()


@pytest.mark.catalogue(
    "C6.1 coupon create: code exists; percentage 1-100; dates; max_uses; number_of_coupons"
)
def test_coupon_with_wrong_fields(alice, in_alpha):
    required = ["This field is required."]
    assert alice.post(CREATE, {}, status=400).json() == {
        "code": required,
        "discount_percentage": required,
        "valid_from": required,
        "valid_until": required,
    }
    number = ["A valid integer is required."]
    wrong = body(
        discount_percentage="many",
        valid_from="soon",
        valid_until="later",
        max_uses="x",
        number_of_coupons="x",
    )
    assert alice.post(CREATE, wrong, status=400).json() == {
        "discount_percentage": number,
        "valid_from": ["Invalid date format."],
        "valid_until": ["Invalid date format."],
        "max_uses": number,
        "number_of_coupons": number,
    }
    beyond = body(discount_percentage=0, valid_until=NOW.isoformat(), max_uses=0, number_of_coupons=0)
    assert alice.post(CREATE, beyond, status=400).json() == {
        "discount_percentage": ["Discount percentage must be between 1 and 100."],
        "valid_until": ["Valid until date must be after valid from date."],
        "max_uses": ["Max uses must be greater than 0."],
        "number_of_coupons": ["Number of coupons must be at least 1."],
    }
    assert DiscountCoupon.objects.count() == 0
    alice.post(CREATE, body(), status=201)
    assert alice.post(CREATE, body(code="summer 2O"), status=400).json() == {
        "code": ["Coupon code already exists."]
    }
    assert DiscountCoupon.objects.count() == 1


@pytest.mark.catalogue("C6.1 coupon create: expiry in the past; percentage over 100")
def test_coupon_that_makes_no_sense(alice, in_alpha):
    past = body(
        valid_from=(NOW - timedelta(days=2)).isoformat(), valid_until=(NOW - timedelta(days=1)).isoformat()
    )
    assert alice.post(CREATE, past, status=400).json() == {
        "valid_until": ["Coupon expiration date cannot be in the past."]
    }
    assert alice.post(CREATE, body(discount_percentage=101), status=400).json() == {
        "discount_percentage": ["Discount percentage cannot exceed 100%."]
    }
    assert DiscountCoupon.objects.count() == 0


@pytest.mark.catalogue("C6.2 coupon use: not found")
def test_coupon_that_is_not_there(bob):
    answer = {"error": "Coupon not found", "detail": "The specified coupon does not exist."}
    assert use(bob, "NOTHING", 404) == answer
    assert use(bob, make_discount(is_active=False).code, 404) == answer
    assert Enrollment.objects.count() == 0


@pytest.mark.catalogue("C6.2 coupon use: expired")
def test_coupon_that_is_over(bob):
    coupon = make_discount(valid_until=NOW - timedelta(seconds=1))
    assert use(bob, coupon.code, 400) == {
        "error": "Coupon expired",
        "detail": "This coupon has expired and cannot be used.",
    }


@pytest.mark.catalogue("C6.2 coupon use: usage limit reached")
def test_coupon_that_others_used_up(api, alpha, bob):
    coupon = make_discount(percent=100, max_uses=1)
    dana = api(school=alpha).sign_in(make_student().user, bearer=True)
    use(dana, coupon.code, 201)
    assert use(bob, coupon.code, 400) == {
        "error": "Usage limit reached",
        "detail": "This coupon has reached its maximum usage limit.",
    }
    assert DiscountUse.objects.count() == Enrollment.objects.count() == 1


@pytest.mark.catalogue("C6.2 coupon use: already used by this student")
def test_coupon_a_second_time(bob):
    coupon = make_discount(percent=100)
    use(bob, coupon.code, 201)
    assert use(bob, coupon.code, 400) == {
        "error": "Already used",
        "detail": "You have already used this coupon.",
    }
    assert DiscountUse.objects.count() == Enrollment.objects.count() == 1


def test_coupon_for_something_else_or_later(bob):
    """Not in the document: without these its client would be told that the coupon does not exist."""
    other, later = make_discount(make_course()), make_discount(valid_from=NOW + timedelta(days=1))
    assert use(bob, other.code, 400) == {
        "error": "Coupon not valid",
        "detail": "This coupon is not valid for this course.",
    }
    assert use(bob, later.code, 400) == {
        "error": "Coupon not valid",
        "detail": "This coupon is not valid yet.",
    }


@pytest.mark.catalogue("C11.1 database: multiple objects found")
def test_text_that_is_a_code_and_a_coupon(bob):
    code = make_code()
    make_discount(code=code.code)
    assert use(bob, code.code, 400) == {
        "error": "Multiple objects found",
        "detail": "Multiple objects match the specified criteria.",
    }
    assert Enrollment.objects.count() == 0
