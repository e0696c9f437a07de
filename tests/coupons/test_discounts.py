"""Discount coupons: made, changed, deleted, used."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from shared_apps.kernel.errors import InvalidInput, NotFound
from tenant_apps.coupons import errors, rules
from tenant_apps.coupons.models import DiscountCoupon, DiscountCourse, DiscountUse
from tenant_apps.coupons.selectors import get_discount, list_discount_uses, list_discounts, read_typed_code
from tenant_apps.coupons.services import create_discounts, delete_discount, update_discount, use_discount
from tenant_apps.courses.services import delete_course
from tests.factories import make_code, make_course, make_student
from tests.factories.discounts import make_discount

NOW = timezone.now()
DAY = timedelta(days=1)

pytestmark = pytest.mark.usefixtures("in_alpha")


def wanted(**changes):
    return {"code": "Summer 20", "percent": 20, "valid_from": NOW, "valid_until": NOW + DAY, **changes}


def target(course):
    return rules.Target(course_id=course.id, course_title=course.title, price=course.price)


def use(coupon, student, course, now=NOW):
    with transaction.atomic():
        return use_discount(discount=coupon, student=student, target=target(course), now=now)


@pytest.mark.parametrize(
    ("price", "percent", "off"),
    [
        ("100.00", 25, "25.00"),
        ("99.99", 50, "50.00"),  # 49.995, half up
        ("0.01", 50, "0.01"),
        ("0.01", 49, "0.00"),
        ("33.33", 33, "11.00"),  # 10.9989
        ("10.10", 5, "0.51"),  # 0.505, half up
        ("99999999.99", 100, "99999999.99"),
        ("0.00", 100, "0.00"),
    ],
)
def test_discount_amount(price, percent, off):
    assert rules.discount_amount(price=Decimal(price), percent=percent) == Decimal(off)


@pytest.mark.parametrize(
    "code", ["abc", "a-b_c.", "", "----", "x" * 33, "SALE\n20", "SALE<20>", "SALE\x0020", "ﷺﷺﷺ"]
)
def test_codes_that_are_none(code):
    cleaned = " ".join(code.split())
    if code == "SALE\n20":  # white space of any kind between the signs is a space
        assert rules.clean_discount_code(code) == cleaned
    else:
        with pytest.raises(errors.DiscountCodeRefused):
            rules.clean_discount_code(code)


@pytest.mark.parametrize("code", ["SALE", "x" * 32, "خصم-٢٠", "summer 20", "A_B.C-D"])
def test_codes_that_are_kept_as_written(code):
    assert rules.clean_discount_code(code) == code


def test_coupon_is_made_as_written_and_found_as_typed():
    [coupon] = create_discounts(changes=wanted(), now=NOW)

    kept = DiscountCoupon.objects.get()
    assert (kept.id, kept.code, kept.spelling) == (coupon.id, "Summer 20", "SVMMER20")
    assert (kept.percent, kept.valid_from, kept.valid_until) == (20, NOW, NOW + DAY)
    assert (kept.max_uses, kept.used_count, kept.is_for_all, kept.is_active) == (None, 0, True, True)
    assert read_typed_code(typed=" summer-2O ").discount == kept


def test_coupon_for_courses():
    algebra, physics = make_course(), make_course()
    [coupon] = create_discounts(changes=wanted(courses=[physics.id, algebra.id, algebra.id]), now=NOW)

    assert coupon.is_for_all is False
    shown = [row.course_id for row in get_discount(coupon_id=coupon.id).courses.all()]
    assert shown == sorted([algebra.id, physics.id])


@pytest.mark.parametrize("courses", [None, []])
def test_no_courses_are_all_courses(courses):
    [coupon] = create_discounts(changes=wanted(courses=courses), now=NOW)
    assert (coupon.is_for_all, DiscountCourse.objects.count()) == (True, 0)


def test_code_is_taken_in_every_spelling():
    create_discounts(changes=wanted(), now=NOW)
    for same in ("Summer 20", "SUMMER20", "svmmer-2o"):
        with pytest.raises(errors.DiscountCodeTaken):
            create_discounts(changes=wanted(code=same), now=NOW)
    assert DiscountCoupon.objects.count() == 1


def test_many_coupons_share_a_beginning():
    course = make_course()
    coupons = create_discounts(
        changes=wanted(code="Fest", max_uses=1, courses=[course.id]), now=NOW, count=40
    )
    assert len({coupon.code for coupon in coupons}) == DiscountCoupon.objects.count() == 40
    assert {coupon.code[:5] for coupon in coupons} == {"Fest-"}
    assert {len(coupon.code) for coupon in coupons} == {11}
    assert {(row.percent, row.max_uses, row.is_for_all) for row in list_discounts()} == {(20, 1, False)}
    assert DiscountCourse.objects.filter(course=course).count() == 40


@pytest.mark.parametrize(
    ("changes", "count", "field", "text"),
    [
        ({"percent": 0}, 1, "discount_percentage", "Discount percentage must be between 1 and 100."),
        ({"percent": 101}, 1, "discount_percentage", "Discount percentage cannot exceed 100%."),
        ({"max_uses": 0}, 1, "max_uses", "Max uses must be greater than 0."),
        ({"max_uses": 10**30}, 1, "max_uses", "This number is too large."),
        ({}, 0, "number_of_coupons", "Number of coupons must be at least 1."),
        ({}, 501, "number_of_coupons", "This number is too large."),
        ({"valid_until": NOW}, 1, "valid_until", "Valid until date must be after valid from date."),
        (
            {"valid_from": NOW - 2 * DAY, "valid_until": NOW - DAY}, 1, "valid_until",
            "Coupon expiration date cannot be in the past.",
        ),
        (
            {"valid_from": datetime(1, 1, 1, tzinfo=UTC)}, 1, "valid_until",
            "These dates are too far away.",
        ),
        ({"courses": [uuid.uuid4()]}, 1, "courses", "Invalid course ID."),
    ],
)  # fmt: skip
def test_values_that_are_refused(changes, count, field, text):
    with pytest.raises(InvalidInput) as refused:
        create_discounts(changes=wanted(**changes), now=NOW, count=count)
    assert {name: [str(one) for one in texts] for name, texts in refused.value.errors.items()} == {
        field: [text]
    }
    assert DiscountCoupon.objects.count() == 0


def test_all_wrong_values_are_told_at_once():
    with pytest.raises(InvalidInput) as refused:
        create_discounts(changes=wanted(percent=0, max_uses=-1, valid_until=NOW), now=NOW, count=0)
    assert set(refused.value.errors) == {
        "discount_percentage", "max_uses", "valid_until", "number_of_coupons",
    }  # fmt: skip


def test_update_changes_what_is_named():
    coupon = make_discount(make_course(), code="OLDCODE", max_uses=5)
    update_discount(coupon_id=coupon.id, changes={"code": "NEWCODE", "courses": None}, now=NOW)

    kept = DiscountCoupon.objects.get()
    assert (kept.code, kept.spelling, kept.is_for_all) == ("NEWCODE", "NEWC0DE", True)
    assert (kept.percent, kept.max_uses, DiscountCourse.objects.count()) == (25, 5, 0)


def test_update_refuses_what_cannot_be():
    coupon = make_discount(max_uses=5, used_count=3)
    make_discount(code="TAKEN")
    for changes, refusal in [
        ({"max_uses": 2}, errors.DiscountUsesBelowUsed),
        ({"code": "taken"}, errors.DiscountCodeTaken),
        ({"code": "x"}, errors.DiscountCodeRefused),
        ({"percent": 101}, InvalidInput),
        ({"valid_until": coupon.valid_from}, InvalidInput),
    ]:
        with pytest.raises(refusal):
            update_discount(coupon_id=coupon.id, changes=changes, now=NOW)
    with pytest.raises(NotFound):
        update_discount(coupon_id=uuid.uuid4(), changes={}, now=NOW)
    assert DiscountCoupon.objects.get(pk=coupon.pk).max_uses == 5


def test_coupon_that_is_over_can_still_be_renamed():
    coupon = make_discount(valid_from=NOW - 3 * DAY, valid_until=NOW - DAY)
    update_discount(coupon_id=coupon.id, changes={"code": "LASTYEAR"}, now=NOW)
    assert DiscountCoupon.objects.get().code == "LASTYEAR"


def test_use_is_counted_and_kept_with_copies():
    course, bob = make_course(title="Algebra"), make_student()
    coupon = make_discount(code="SALE20", percent=20, max_uses=2)

    used = use(coupon, bob, course)

    coupon.refresh_from_db()
    assert coupon.used_count == 1
    kept = DiscountUse.objects.get()
    assert kept == used
    assert (kept.coupon_id, kept.coupon_code, kept.percent) == (coupon.id, "SALE20", 20)
    assert (kept.student_id, kept.student_user_id, kept.student_username, kept.student_name) == (
        bob.id, bob.user_id, bob.username, bob.full_name,
    )  # fmt: skip
    assert (kept.course_id, kept.course_title, kept.used_at) == (course.id, "Algebra", NOW)
    assert (kept.price, kept.discount) == (Decimal("100.00"), Decimal("20.00"))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"is_active": False}, errors.DiscountUnknown),
        ({"valid_until": NOW}, errors.DiscountExpired),
        ({"valid_from": NOW + timedelta(seconds=1)}, errors.DiscountNotYet),
        ({"max_uses": 3, "used_count": 3}, errors.DiscountUsedUp),
    ],
)
def test_coupon_that_cannot_be_used(fields, refusal):
    coupon = make_discount(**fields)
    with pytest.raises(refusal):
        use(coupon, make_student(), make_course())
    assert DiscountUse.objects.count() == 0
    assert DiscountCoupon.objects.get().used_count == fields.get("used_count", 0)


def test_coupon_changed_since_it_was_read_is_looked_at_again():
    course, bob = make_course(), make_student()
    for changes, refusal in [
        ({"is_active": False}, errors.DiscountUnknown),
        ({"percent": 30}, errors.DiscountUsedUp),
        ({"used_count": 1, "max_uses": 1}, errors.DiscountUsedUp),
    ]:
        coupon = make_discount()
        DiscountCoupon.objects.filter(pk=coupon.pk).update(**changes)
        with pytest.raises(refusal):
            use(coupon, bob, course)
    gone = make_discount()
    delete_discount(coupon_id=gone.id)
    with pytest.raises(errors.DiscountUnknown):
        use(gone, bob, course)
    assert DiscountUse.objects.count() == 0


def test_coupon_is_used_once_by_a_student_whatever_the_course():
    coupon, bob = make_discount(), make_student()
    use(coupon, bob, make_course())
    with pytest.raises(errors.DiscountAlreadyUsed):
        use(coupon, bob, make_course())
    use(coupon, make_student(), make_course())
    assert DiscountCoupon.objects.get().used_count == DiscountUse.objects.count() == 2


def test_coupon_of_other_courses_takes_nothing_off():
    algebra, physics = make_course(), make_course()
    coupon = make_discount(physics)
    with pytest.raises(errors.DiscountNotForCourse):
        use(coupon, make_student(), algebra)


def test_coupon_whose_only_course_was_deleted_is_for_none():
    algebra, physics = make_course(), make_course()
    coupon = make_discount(physics)
    delete_course(course_id=physics.id)
    coupon = get_discount(coupon_id=coupon.id)
    assert (coupon.is_for_all, list(coupon.courses.all())) == (False, [])
    with pytest.raises(errors.DiscountNotForCourse):
        use(coupon, make_student(), algebra)


def test_deleted_coupon_leaves_its_uses():
    coupon = make_discount()
    used = use(coupon, make_student(), make_course())
    delete_discount(coupon_id=coupon.id)
    with pytest.raises(NotFound):
        delete_discount(coupon_id=coupon.id)
    assert list(list_discount_uses()) == [used]


def test_text_that_is_both_is_told():
    code = make_code()
    make_discount(code=code.code)
    with pytest.raises(errors.CodeAmbiguous):
        read_typed_code(typed=code.code.lower())
    assert read_typed_code(typed="NOTHING") == read_typed_code(typed="---")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"percent": 0}, "discount_percent"),
        ({"percent": 101}, "discount_percent"),
        ({"max_uses": 0}, "discount_uses"),
        ({"max_uses": 1, "used_count": 2}, "discount_not_overspent"),
        ({"valid_from": NOW, "valid_until": NOW}, "discount_window"),
    ],
)
def test_database_keeps_what_services_promise(fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_discount(**fields)
