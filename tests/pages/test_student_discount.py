"""The student's page of a course at a discount."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tenant_apps.coupons.models import CodeUse, DiscountUse
from tenant_apps.enrollments.models import Enrollment
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_code, make_course, make_discount, make_enrollment, make_student, owner_of


@pytest.fixture
def student(in_alpha: ActiveTenant) -> Any:
    return make_student()


@pytest.fixture
def bob(api: ApiMaker, in_alpha: ActiveTenant, student: Any) -> Api:
    return api(school=in_alpha).sign_in(student.user)


def place(course: Any) -> str:
    return f"/courses/{course.id}/discount/"


def send(client: Api, course: Any, *, status: int = 200, **data: str) -> Any:
    return client.post(place(course), data, status=status, format="multipart")


def test_the_course_asks_for_a_coupon_only_where_one_counts(bob: Api) -> None:
    other, course = make_course(), make_course()
    link = f'href="{place(course)}"'
    make_discount(other)
    make_discount(is_active=False)
    assert link not in bob.get(f"/courses/{course.id}/").content.decode()
    make_discount(course)
    assert link in bob.get(f"/courses/{course.id}/").content.decode()


def test_coupon_then_code(bob: Api) -> None:
    course, coupon = make_course(), make_discount(percent=25)
    text = bob.get(place(course)).content.decode()
    assert 'name="access_code"' not in text

    text = send(bob, course, coupon_code=coupon.code).content.decode()
    assert "25 EGP less: 75 EGP are left." in text.replace("\xa0", " ")
    assert 'name="access_code"' in text
    assert DiscountUse.objects.count() == 0

    code = make_code(price=Decimal("75.00"))
    answer = send(bob, course, status=302, coupon_code=coupon.code, access_code=code.code)
    assert answer["Location"] == f"/learn/courses/{course.id}/"
    assert (DiscountUse.objects.count(), CodeUse.objects.count()) == (1, 1)
    assert Enrollment.objects.get().status == "active"


def test_coupon_for_everything_opens_at_once(bob: Api) -> None:
    course = make_course()
    send(bob, course, status=302, coupon_code=make_discount(percent=100).code)
    assert Enrollment.objects.get().status == "active"


def test_what_is_wrong_is_told_beside_its_field(bob: Api) -> None:
    course, coupon = make_course(), make_discount(percent=25)
    assert "Type your discount coupon." in send(bob, course).content.decode()
    text = send(bob, course, coupon_code="NOTHING").content.decode()
    assert "The specified coupon does not exist." in text
    text = send(bob, course, coupon_code=coupon.code, access_code=make_code(price=1).code).content.decode()
    assert "You do not have sufficient funds to complete this transaction." in text
    assert f'value="{coupon.code}"' in text
    text = send(bob, make_course(countries=["SA"]), coupon_code=coupon.code).content.decode()
    assert "This content is not available in your geographic region." in text
    assert CodeUse.objects.count() == DiscountUse.objects.count() == 0


def test_who_has_the_course_goes_on_learning(bob: Api, student: Any) -> None:
    course = make_course()
    make_enrollment(student, course)
    answer = send(bob, course, status=302, coupon_code=make_discount().code)
    assert answer["Location"] == f"/learn/courses/{course.id}/"
    assert DiscountUse.objects.count() == 0


def test_page_is_for_students_of_an_offered_course(api: ApiMaker, in_alpha: ActiveTenant, bob: Api) -> None:
    course = make_course()
    api(school=in_alpha).get(place(course), status=302)
    api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff").get(place(course), status=403)
    bob.get(place(make_course(state="draft")), status=404)
    send(bob, make_course(state="draft"), status=404, coupon_code="NOTHING")
