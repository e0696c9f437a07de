"""Section 6 of `edupro`: discount coupons."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.coupons.models import DiscountCoupon, DiscountCourse, DiscountUse
from tenants import context
from tests.contracts.edupro.words import NOBODY, NOT_ALLOWED, WRONG_TYPE
from tests.contracts.moments import moment
from tests.factories import make_course, make_staff, make_student
from tests.factories.discounts import make_discount

CREATE = "/api/coupon/create/"
LIST = "/api/coupon/list/"
USED = "/api/coupon/used-coupons/"
NOW = timezone.now()
UNKNOWN = {"error": "Coupon not found", "detail": "The specified coupon does not exist."}


def at(act, key):
    return f"/api/coupon/{act}/{key}/"


def body(**changes):
    return {
        "code": "SUMMER-20",
        "discount_percentage": 20,
        "valid_from": moment(NOW),
        "valid_until": moment(NOW + timedelta(days=9)),
        **changes,
    }


def shown(coupon, courses=None):
    return {
        "id": str(coupon.id),
        "code": coupon.code,
        "discount_percentage": coupon.percent,
        "valid_from": moment(coupon.valid_from),
        "valid_until": moment(coupon.valid_until),
        "max_uses": coupon.max_uses,
        "courses": courses,
    }


@pytest.fixture
def foreign(beta):
    with context.enter(beta):
        return make_discount().id


def test_create_answers_the_coupon(alice, in_alpha):
    answer = alice.post(CREATE, body(), status=201).json()
    coupon = DiscountCoupon.objects.get()
    assert answer == shown(coupon)
    assert (coupon.code, coupon.percent, coupon.max_uses) == ("SUMMER-20", 20, None)


def test_create_for_courses_with_a_limit(alice, in_alpha):
    algebra, physics = make_course(), make_course()
    given = body(courses=[str(physics.id), str(algebra.id)], max_uses=7)
    answer = alice.post(CREATE.rstrip("/"), given, status=201).json()
    expected = sorted([str(algebra.id), str(physics.id)])
    assert answer == shown(DiscountCoupon.objects.get(), courses=expected)
    assert answer["max_uses"] == 7


def test_create_from_a_form(alice, in_alpha):
    course = make_course()
    given = body(courses=[str(course.id)], max_uses="3", number_of_coupons="1")
    answer = alice.post(CREATE, given, format="multipart", status=201).json()
    assert (answer["courses"], answer["max_uses"]) == ([str(course.id)], 3)


def test_form_that_leaves_the_rest_out_makes_a_coupon_that_works(alice, bob, in_alpha):
    course = make_course(price=Decimal(100))
    alice.post(CREATE, body(courses="", max_uses=""), format="multipart", status=201)
    coupon = DiscountCoupon.objects.get()
    assert (coupon.is_active, coupon.is_for_all, coupon.max_uses) == (True, True, None)
    given = {"course": str(course.id), "coupon_code": coupon.code}
    told = bob.post("/api/course/course-enrollment/", given, status=201).json()["enrollment"]
    assert (told["status"], told["discount"], told["amount_due"]) == ("pending", "20.00", "80.00")


def test_form_without_a_state_or_courses_leaves_them(alice, in_alpha):
    coupon = make_discount(make_course(), is_active=False, max_uses=5)
    path = at("update", coupon.id)
    alice.patch(path, {"discount_percentage": "30"}, format="multipart")
    coupon.refresh_from_db()
    assert (coupon.percent, coupon.is_active, coupon.is_for_all) == (30, False, False)
    alice.put(path, {"courses": "", "max_uses": "", "is_active": ""}, format="multipart")
    coupon.refresh_from_db()
    assert (coupon.is_active, coupon.is_for_all, coupon.max_uses) == (False, True, None)


def test_empty_text_for_courses_in_json_is_no_list(alice, in_alpha):
    refused = {"courses": ['Expected a list of items but got type "str".']}
    assert alice.post(CREATE, body(courses=""), status=400).json() == refused


def test_create_several_tells_all_codes(alice, in_alpha):
    answer = alice.post(CREATE, body(number_of_coupons=3), status=201).json()
    coupons = {coupon.code: coupon for coupon in DiscountCoupon.objects.all()}
    codes = answer.pop("codes")
    assert (sorted(codes), len(codes)) == (sorted(coupons), 3)
    assert answer == shown(coupons[codes[0]])


@pytest.mark.parametrize(
    ("changes", "field", "texts"),
    [
        ({"discount_percentage": 12.5}, "discount_percentage", ["A valid integer is required."]),
        ({"code": ""}, "code", ["This field may not be blank."]),
        ({"code": "ab"}, "code", ["A code has 4 to 32 letters and digits."]),
        ({"courses": ["algebra"]}, "courses.0", ["Invalid course ID."]),
        ({"courses": "algebra"}, "courses", ['Expected a list of items but got type "str".']),
        ({"valid_from": "yesterday"}, "valid_from", ["Invalid date format."]),
        ({"valid_from": "0001-01-01T00:00:00+05:00"}, "valid_from", ["Datetime value out of range."]),
        ({"valid_from": "0001-01-02T00:00:00Z"}, "valid_until", ["These dates are too far away."]),
        ({"number_of_coupons": 501}, "number_of_coupons", ["This number is too large."]),
    ],
)
def test_create_with_wrong_input(alice, in_alpha, changes, field, texts):
    assert alice.post(CREATE, body(**changes), status=400).json() == {field: texts}
    assert DiscountCoupon.objects.count() == 0


def test_course_of_another_school_is_no_course(alice, in_alpha, beta):
    with context.enter(beta):
        course = make_course()
    answer = alice.post(CREATE, body(courses=[str(course.id)]), status=400).json()
    assert answer == {"courses": ["Invalid course ID."]}


def test_list_newest_first(alice, in_alpha, foreign):
    course = make_course()
    old = make_discount(is_active=False)
    new = make_discount(course, max_uses=4)
    assert alice.get(LIST).json() == [
        {**shown(new, courses=[str(course.id)]), "is_active": True},
        {**shown(old), "is_active": False},
    ]


def test_list_asks_the_same_however_long(alice, in_alpha):
    alice.get(LIST)  # what a process asks once
    asked = []
    for rows in (1, 2):
        for _row in range(rows):
            make_discount(make_course(), make_course())
        with CaptureQueriesContext(connection) as queries:
            assert len(alice.get(LIST).json()) == DiscountCoupon.objects.count()
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5


def test_detail_counts_uses(alice, in_alpha):
    coupon = make_discount(max_uses=9, used_count=2)
    assert alice.get(at("detail", coupon.id)).json() == {
        **shown(coupon),
        "is_active": True,
        "usage_count": 2,
    }


@pytest.mark.parametrize("method", ["put", "patch"])
def test_update_changes_what_is_given(alice, in_alpha, method):
    course = make_course()
    coupon = make_discount(course, code="OLDCODE", max_uses=5)
    send = getattr(alice, method)
    assert send(at("update", coupon.id), {"discount_percentage": 40}).json() == {
        "message": "Coupon updated successfully"
    }
    coupon.refresh_from_db()
    assert (coupon.percent, coupon.code, coupon.max_uses, coupon.is_for_all) == (40, "OLDCODE", 5, False)
    send(at("update", coupon.id), {"courses": [], "max_uses": None, "is_active": False})
    coupon.refresh_from_db()
    assert (coupon.max_uses, coupon.is_for_all, coupon.is_active) == (None, True, False)
    assert DiscountCourse.objects.count() == 0


def test_update_refuses_what_cannot_be(alice, in_alpha):
    coupon = make_discount(max_uses=5, used_count=3)
    make_discount(code="TAKEN")
    for changes, answer in [
        ({"max_uses": 2}, {"max_uses": ["This coupon has already been used more often than that."]}),
        ({"code": "taken"}, {"code": ["Coupon code already exists."]}),
        ({"discount_percentage": 0},
         {"discount_percentage": ["Discount percentage must be between 1 and 100."]}),
        ({"valid_until": moment(coupon.valid_from)},
         {"valid_until": ["Valid until date must be after valid from date."]}),
    ]:  # fmt: skip
        assert alice.patch(at("update", coupon.id), changes, status=400).json() == answer


def test_delete_keeps_what_was_used(alice, in_alpha):
    coupon = make_discount()
    assert alice.delete(at("delete", coupon.id), status=200).json() == {
        "message": "Coupon deleted successfully"
    }
    assert alice.delete(at("delete", coupon.id), status=404).json() == UNKNOWN
    assert DiscountCoupon.objects.count() == 0


def make_use(coupon, student, when=NOW):
    return DiscountUse.objects.create(
        coupon_id=coupon.id,
        coupon_code=coupon.code,
        percent=coupon.percent,
        student_id=student.id,
        student_user_id=student.user_id,
        student_username=student.username,
        student_name=student.full_name,
        course_id=uuid.uuid4(),
        course_title="Algebra",
        price=Decimal("100.00"),
        discount=Decimal("25.00"),
        used_at=when,
    )


def test_used_coupons_also_of_deleted_ones(alice, in_alpha, beta):
    with context.enter(beta):
        make_use(make_discount(), make_student())
    bob, coupon = make_student(), make_discount()
    used = make_use(coupon, bob)
    coupon_id = str(coupon.id)
    coupon.delete()
    assert alice.get(USED).json() == [
        {
            "id": str(used.id),
            "coupon": {"id": coupon_id, "code": used.coupon_code, "discount_percentage": 25},
            "student": {"id": str(bob.user_id), "username": bob.username},
            "used_at": moment(NOW),
        }
    ]


def test_used_coupons_ask_the_same_however_many(alice, in_alpha):
    alice.get(USED)  # what a process asks once
    asked = []
    for rows in (1, 2):
        for _row in range(rows):
            make_use(make_discount(), make_student())
        with CaptureQueriesContext(connection) as queries:
            assert len(alice.get(USED).json()) == DiscountUse.objects.count()
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 4


def test_nobody_else_reads_or_writes_coupons(api, alpha, in_alpha, foreign):
    coupon = make_discount()
    mine = coupon.id
    reads = [("get", LIST), ("get", at("detail", mine)), ("get", USED)]
    writes = [
        ("post", CREATE),
        ("put", at("update", mine)),
        ("patch", at("update", mine)),
        ("delete", at("delete", mine)),
    ]
    stranger, student = api(school=alpha), api(school=alpha).sign_in(make_student().user)
    assistant = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
    for method, path in reads + writes:
        assert getattr(stranger, method)(path, status=401).json() == NOBODY
        assert getattr(student, method)(path, status=403).json() == WRONG_TYPE
    for method, path in reads:
        getattr(assistant, method)(path, status=200)
    for method, path in writes:
        assert getattr(assistant, method)(path, status=403).json() == NOT_ALLOWED
    instructor = api(school=alpha).sign_in(make_staff("instructor").user, kind="staff")
    for method, act in [("get", "detail"), ("put", "update"), ("patch", "update"), ("delete", "delete")]:
        for key in (foreign, uuid.uuid4()):
            assert getattr(instructor, method)(at(act, key), status=404).json() == UNKNOWN
    assert list(DiscountCoupon.objects.values_list("id", flat=True)) == [mine]
