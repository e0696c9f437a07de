"""Teacher's pages of discount coupons."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tenant_apps.coupons.models import DiscountCoupon, DiscountUse
from tenant_apps.coupons.web.teacher.discounts import state_of
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_discount, make_staff, make_student
from tests.pages.desk import body, send
from tests.pages.portal import queries_of

LIST = "/teach/discounts/"
NEW = "/teach/discounts/new/"
NOW = timezone.now()
TODAY = f"{NOW:%Y-%m-%d}"
LATER = f"{NOW + timedelta(days=9):%Y-%m-%d}"
ORDER = {"code": "Summer 20", "percent": "20", "valid_from": TODAY, "valid_until": LATER, "count": "1"}


def place(coupon: DiscountCoupon) -> str:
    return f"{LIST}{coupon.id}/"


def make_use(coupon: DiscountCoupon) -> DiscountUse:
    student = make_student()
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
        price=100,
        discount=25,
        used_at=NOW,
    )


def errors_of(text: str) -> list[str]:
    return re.findall(r'class="field-error"[^>]*>.*?<span>(.*?)</span>', text, re.S)


def test_the_list_is_empty_with_a_next_step(teacher: Api) -> None:
    text = body(teacher, LIST)
    assert "No discount coupons yet" in text
    assert f'href="{NEW}"' in text


def test_the_list_shows_and_finds_coupons(teacher: Api, beta: ActiveTenant) -> None:
    with context.enter(beta):
        make_discount(code="FOREIGN")
    make_discount(make_course(), make_course(), code="SUMMER", max_uses=7, used_count=2)
    make_discount(code="WINTER")
    text = body(teacher, LIST)
    assert re.findall(r"<bdi>([A-Z]+)</bdi></a>", text) == ["WINTER", "SUMMER"]
    assert "2 courses" in text
    assert "All courses" in text
    assert "2 / 7" in text
    assert re.findall(r"<bdi>([A-Z]+)</bdi></a>", body(teacher, f"{LIST}?q=sum")) == ["SUMMER"]
    assert "No coupon matches" in body(teacher, f"{LIST}?q=zzzz")


def test_pages_ask_the_same_for_one_and_three(teacher: Api) -> None:
    coupon = make_discount(make_course())
    make_use(coupon)
    before = [queries_of(teacher, path) for path in (LIST, place(coupon))]
    for _more in range(2):
        make_discount(make_course(), make_course())
        make_use(coupon)
    assert [queries_of(teacher, path) for path in (LIST, place(coupon))] == before


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "open"),
        ({"is_active": False}, "off"),
        ({"valid_until": NOW}, "over"),
        ({"max_uses": 1, "used_count": 1}, "spent"),
        ({"valid_from": NOW + timedelta(days=1)}, "later"),
    ],
)
def test_state_is_the_reason_it_cannot_be_used(in_alpha: ActiveTenant, fields: Any, state: str) -> None:
    assert state_of(make_discount(**fields), now=NOW) == state


def test_a_coupon_is_good_from_its_first_day_through_its_last(teacher: Api) -> None:
    course = make_course()
    order = {**ORDER, "valid_from": "2027-01-10", "valid_until": "2027-01-20", "courses": [str(course.id)]}
    answer = send(teacher, NEW, {**order, "max_uses": "50"})
    coupon = DiscountCoupon.objects.get()
    assert answer["Location"] == place(coupon)
    assert (coupon.code, coupon.percent, coupon.max_uses, coupon.is_for_all) == ("Summer 20", 20, 50, False)
    # Two hours before midnight in UTC it is midnight in Cairo.
    assert (coupon.valid_from, coupon.valid_until) == (
        datetime(2027, 1, 9, 22, tzinfo=UTC),
        datetime(2027, 1, 20, 22, tzinfo=UTC),
    )
    text = body(teacher, place(coupon))
    assert 'value="2027-01-10"' in text
    assert 'value="2027-01-20"' in text
    assert "10 Jan 2027 – 20 Jan 2027" in text
    assert re.findall(r'value="([^"]+)"[^>]*checked', text) == [str(course.id)]


def test_several_coupons_at_once(teacher: Api) -> None:
    answer = send(teacher, NEW, {**ORDER, "count": "3"})
    assert answer["Location"] == LIST
    assert DiscountCoupon.objects.count() == 3
    assert "3 coupons are ready." in body(teacher, LIST)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"code": ""}, "This field is required."),
        ({"code": "x"}, "A code has 4 to 32 letters and digits."),
        ({"percent": "0"}, "At least 1."),
        ({"percent": "101"}, "At most 100."),
        ({"valid_until": "2020-01-01"}, "Valid until date must be after valid from date."),
        ({"valid_from": "2020-01-01", "valid_until": "2020-01-02"},
         "Coupon expiration date cannot be in the past."),
        ({"max_uses": "0"}, "At least 1."),
        ({"count": "501"}, "At most 500."),
        ({"courses": [str(uuid.uuid4())]}, "Select a valid choice."),
        ({"code": "taken"}, "Coupon code already exists."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_its_field(teacher: Api, wrong: dict[str, Any], told: str) -> None:
    make_discount(code="TAKEN")
    answer = teacher.post(NEW, {**ORDER, **wrong}, status=None, format="multipart")
    assert answer.status_code in (200, 400, 422)
    found = errors_of(answer.content.decode())
    assert len(found) == 1
    assert found[0].startswith(told)
    assert DiscountCoupon.objects.count() == 1


def test_all_that_is_wrong_is_told_at_once(teacher: Api) -> None:
    wrong = {**ORDER, "code": "x", "percent": "140"}
    text = send(teacher, NEW, wrong, status=200).content.decode()
    assert errors_of(text) == ["A code has 4 to 32 letters and digits.", "At most 100."]
    assert DiscountCoupon.objects.count() == 0


def test_saving_without_a_change_changes_nothing(teacher: Api) -> None:
    coupon = make_discount(make_course(), code="Kept As", max_uses=3)
    ends = coupon.valid_until
    days = re.findall(r'type="date" name="[^"]+" value="([^"]+)"', body(teacher, place(coupon)))
    courses = [str(row.course_id) for row in coupon.courses.all()]
    same = {
        "code": coupon.code,
        "percent": coupon.percent,
        "valid_from": days[0],
        "valid_until": days[1],
        "max_uses": 3,
        "courses": courses,
    }
    send(teacher, place(coupon), same)
    coupon.refresh_from_db()
    assert (coupon.valid_until, coupon.code, coupon.max_uses, coupon.is_for_all) == (
        ends,
        "Kept As",
        3,
        False,
    )

    send(teacher, place(coupon), {**same, "percent": 30, "max_uses": "", "courses": []})
    coupon.refresh_from_db()
    assert (coupon.percent, coupon.max_uses, coupon.is_for_all, coupon.valid_until) == (30, None, True, ends)


def test_a_coupon_is_switched_off_and_on_and_deleted(teacher: Api) -> None:
    coupon = make_discount()
    used = make_use(coupon)
    for act, is_active in [("off", False), ("off", False), ("on", True)]:
        send(teacher, f"{place(coupon)}act/", {"do": act})
        coupon.refresh_from_db()
        assert coupon.is_active is is_active
    send(teacher, f"{place(coupon)}act/", {"do": "explode"}, status=404)
    assert send(teacher, f"{place(coupon)}act/", {"do": "delete"})["Location"] == LIST
    assert DiscountCoupon.objects.count() == 0
    assert list(DiscountUse.objects.all()) == [used]
    send(teacher, f"{place(coupon)}act/", {"do": "off"}, status=404)


def test_an_assistant_looks_and_students_do_not(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    coupon = make_discount()
    assistant = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    assert f'href="{NEW}"' not in body(assistant, LIST)
    assert "<form" in body(assistant, place(coupon))  # signing out and the like
    assert f'action="{place(coupon)}"' not in body(assistant, place(coupon))
    assistant.get(NEW, status=403)
    send(assistant, NEW, ORDER, status=403)
    send(assistant, place(coupon), ORDER, status=403)
    send(assistant, f"{place(coupon)}act/", {"do": "off"}, status=403)
    student = api(school=in_alpha).sign_in(make_student().user)
    student.get(LIST, status=None)
    assert DiscountCoupon.objects.get().is_active is True


def test_a_coupon_of_another_school_is_not_there(teacher: Api, beta: ActiveTenant) -> None:
    with context.enter(beta):
        foreign = make_discount()
    for path in (place(foreign), f"{LIST}{uuid.uuid4()}/"):
        teacher.get(path, status=404)
        send(teacher, path, ORDER, status=404)


def test_pages_speak_arabic(teacher: Api) -> None:
    coupon = make_discount(code="خصم العيد")
    teacher.cookies["language"] = "ar"
    assert "خصم العيد" in body(teacher, place(coupon))
