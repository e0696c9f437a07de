"""Into a course with a coupon, an access code, both, or neither."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.kernel.errors import NotFound, TooManyAttempts
from shared_apps.kernel.models import AttemptCounter
from tenant_apps.coupons import errors as code_errors
from tenant_apps.coupons.models import AccessCode, CodeUse, DiscountCoupon, DiscountUse
from tenant_apps.enrollments import errors
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services import buy_course, buy_module, remove_place
from tests.factories import make_code, make_course, make_enrollment, make_module, make_student
from tests.factories.discounts import make_discount

NOW = timezone.now()


@pytest.fixture
def bob(in_alpha):
    return make_student(username="bob")


def buy(student, course, **codes):
    return buy_course(student=student, course_id=course.id, now=NOW, **codes)


def told(purchase):
    place, bill = purchase.enrollment, purchase.bill
    return (place.status, place.access_type, place.paid, bill.price, bill.discount, purchase.left_to_pay)


def spent():
    codes = sum(AccessCode.objects.values_list("used_count", flat=True))
    coupons = sum(DiscountCoupon.objects.values_list("used_count", flat=True))
    assert (codes, coupons) == (CodeUse.objects.count(), DiscountUse.objects.count())
    return codes, coupons


def amount(text):
    return Decimal(text)


@pytest.mark.parametrize("fields", [{"is_free": True}, {"price": Decimal("0.00")}])
def test_what_costs_nothing_is_open_at_once_and_uses_nothing(bob, fields):
    coupon, code = make_discount(), make_code()
    purchase = buy(bob, make_course(**fields), coupon_code=coupon.code, access_code=code.code)
    assert told(purchase) == ("active", "full_access", 0, 0, 0, 0)
    assert spent() == (0, 0)


def test_coupon_for_everything_opens_the_course(bob):
    course, coupon = make_course(), make_discount(percent=100)
    purchase = buy(bob, course, coupon_code=f" {coupon.code.lower()} ")
    assert told(purchase) == ("active", "full_access", 0, amount("100.00"), amount("100.00"), 0)
    assert spent() == (0, 1)
    course.refresh_from_db()
    assert course.total_enrollments == 1


def test_code_pays_what_the_coupon_leaves(bob):
    coupon, code = make_discount(percent=25), make_code(price=amount("75.00"))
    purchase = buy(bob, make_course(), coupon_code=coupon.code, access_code=code.code)
    assert told(purchase) == ("active", "full_access", amount("75.00"), amount("100.00"), amount("25.00"), 0)
    assert spent() == (1, 1)
    assert CodeUse.objects.get().price == amount("75.00")


def test_code_alone_pays_the_price(bob):
    for codes in ({"access_code": make_code().code}, {"coupon_code": make_code().code}):
        purchase = buy(bob, make_course(), **codes)
        assert told(purchase) == ("active", "full_access", amount("100.00"), amount("100.00"), 0, 0)
    assert spent() == (2, 0)


def test_without_a_code_the_place_waits_and_the_coupon_is_kept(bob):
    course, coupon = make_course(), make_discount(percent=33)
    bare = buy(bob, course)
    assert told(bare) == ("pending", "no_access", 0, amount("100.00"), 0, amount("100.00"))
    checked = buy(bob, course, coupon_code=coupon.code)
    assert told(checked) == (
        "pending", "no_access", 0, amount("100.00"), amount("33.00"), amount("67.00"),
    )  # fmt: skip
    assert bare.enrollment == checked.enrollment
    assert spent() == (0, 0)

    code = make_code(price=amount("67.00"))
    paid = buy(bob, course, coupon_code=coupon.code, access_code=code.code)
    assert (paid.enrollment, paid.enrollment.status, spent()) == (bare.enrollment, "active", (1, 1))


@pytest.mark.parametrize("status", ["active", "expired"])
def test_place_whose_time_is_over_waits_as_it_is_and_opens_when_paid(bob, status):
    course, coupon = make_course(), make_discount()
    over = make_enrollment(bob, course, status=status, ends_at=NOW - timedelta(seconds=1))

    looked = buy(bob, course, coupon_code=coupon.code)
    assert (looked.enrollment, looked.status, looked.is_open) == (over, "expired", False)
    assert looked.left_to_pay == amount("75.00")

    code = make_code(price=amount("75.00"))
    paid = buy(bob, course, coupon_code=coupon.code, access_code=code.code)
    assert (paid.enrollment, paid.status, paid.is_open, paid.left_to_pay) == (over, "active", True, 0)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"price": amount("74.99")}, errors.InsufficientFunds),
        ({"price": amount("75.01")}, errors.PaymentFailed),
        ({"price": amount("75.00"), "used_count": 1}, errors.PaymentFailed),
        ({"price": amount("75.00"), "is_active": False}, errors.PaymentFailed),
        ({"price": amount("75.00"), "expires_at": NOW - timedelta(seconds=1)}, errors.PaymentFailed),
        ({"price": amount("75.00"), "status": "limited_access"}, errors.PaymentFailed),
    ],
)
def test_code_that_does_not_pay_leaves_everything_as_it_was(bob, fields, refusal):
    coupon, code = make_discount(), make_code(**fields)
    with pytest.raises(refusal):
        buy(bob, make_course(), coupon_code=coupon.code, access_code=code.code)
    assert (DiscountUse.objects.count(), CodeUse.objects.count(), Enrollment.objects.count()) == (0, 0, 0)
    assert DiscountCoupon.objects.get().used_count == 0


def test_unknown_code_does_not_pay(bob):
    with pytest.raises(errors.PaymentFailed):
        buy(bob, make_course(), access_code="NOTHING")


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"valid_until": NOW - timedelta(seconds=1), "valid_from": NOW - timedelta(days=2)},
         code_errors.DiscountExpired),
        ({"max_uses": 1, "used_count": 1}, code_errors.DiscountUsedUp),
        ({"valid_from": NOW + timedelta(days=1)}, code_errors.DiscountNotYet),
        ({"is_active": False}, code_errors.DiscountUnknown),
    ],
)  # fmt: skip
def test_coupon_that_cannot_be_used_is_told_also_when_it_would_wait(bob, fields, refusal):
    coupon = make_discount(**fields)
    for codes in ({}, {"access_code": make_code(price=amount("75.00")).code}):
        with pytest.raises(refusal):
            buy(bob, make_course(), coupon_code=coupon.code, **codes)
    assert (Enrollment.objects.count(), CodeUse.objects.count()) == (0, 0)


def test_unknown_coupon(bob):
    for codes in ({}, {"access_code": make_code().code}):
        with pytest.raises(code_errors.DiscountUnknown):
            buy(bob, make_course(), coupon_code="NOTHING", **codes)
    with pytest.raises(code_errors.DiscountUnknown):  # two access codes, one of them as coupon
        buy(bob, make_course(), coupon_code=make_code().code, access_code=make_code().code)
    assert spent() == (0, 0)


def test_guesses_are_counted_whatever_field_they_come_in(bob, settings):
    course, coupon = make_course(), make_discount()
    for guess in range(settings.WRONG_ACCESS_CODES):
        with pytest.raises((code_errors.DiscountUnknown, errors.PaymentFailed)):
            if guess % 2:
                buy(bob, course, coupon_code=f"GUESS{guess}")
            else:
                buy(bob, course, coupon_code=coupon.code, access_code=f"GUESS{guess}")
    with pytest.raises(TooManyAttempts):
        buy(bob, course, access_code=make_code().code)
    assert spent() == (0, 0)


def test_looking_at_a_good_coupon_takes_back_its_own_try_only(bob):
    course, coupon = make_course(), make_discount()
    with pytest.raises(code_errors.DiscountUnknown):
        buy(bob, course, coupon_code="GUESS")
    buy(bob, course, coupon_code=coupon.code)
    tries = AttemptCounter.objects.filter(key__startswith="code:", key__endswith=str(bob.id))
    assert tries.get().count == 1


def test_module_of_a_course_that_is_had_changes_nothing(bob):
    module = make_module()
    place = make_enrollment(bob, module.course)
    for _again in range(2):
        assert buy_module(student=bob, module_id=module.id, now=NOW) == place
    assert Enrollment.objects.count() == 1


def test_module_sold_alone_takes_a_code_of_its_price(bob):
    module = make_module()
    code = make_code(price=amount("40.00"))
    place = buy_module(student=bob, module_id=module.id, now=NOW, access_code=code.code)
    assert (place.module_id, place.status, place.paid) == (module.id, "active", amount("40.00"))
    assert buy_module(student=bob, module_id=module.id, now=NOW) == place


def test_free_module_sold_alone_is_open_at_once(bob):
    module = make_module(is_free=True)
    assert buy_module(student=bob, module_id=module.id, now=NOW).module_id == module.id


def test_module_for_who_has_not_the_course(bob):
    alone = make_module()
    within = make_module(make_course(sells_modules_alone=False))
    unpriced = make_module(price=amount("0.00"))
    make_enrollment(bob, make_module().course)
    for module, code in [(alone, ""), (within, make_code().code), (unpriced, make_code().code)]:
        with pytest.raises(errors.CourseNotEnrolled):
            buy_module(student=bob, module_id=module.id, now=NOW, access_code=code)
    with pytest.raises(errors.InsufficientFunds):
        buy_module(student=bob, module_id=alone.id, now=NOW, access_code=make_code(price=1).code)
    with pytest.raises(errors.PaymentFailed):
        buy_module(student=bob, module_id=alone.id, now=NOW, access_code=make_code().code)
    assert spent() == (0, 0)


def test_module_that_is_not_to_be_seen(bob):
    hidden = make_module(is_published=False)
    make_enrollment(bob, hidden.course)
    draft = make_module(make_course(state="draft"))
    for key in (hidden.id, draft.id, uuid.uuid4()):
        with pytest.raises(NotFound):
            buy_module(student=bob, module_id=key, now=NOW)
    make_enrollment(bob, draft.course)
    assert buy_module(student=bob, module_id=draft.id, now=NOW).course_id == draft.course_id


def test_place_is_removed_by_its_student_or_the_school(bob):
    dana, course = make_student(), make_course()
    mine, hers = make_enrollment(bob, course), make_enrollment(dana, course)
    other = make_enrollment(bob, make_course())

    for place, student in [(hers, bob), (other, bob)]:
        with pytest.raises(NotFound):
            remove_place(course_id=course.id, enrollment_id=place.id, student=student)
    remove_place(course_id=course.id, enrollment_id=mine.id, student=bob)
    remove_place(course_id=course.id, enrollment_id=hers.id)
    assert list(Enrollment.objects.all()) == [other]
