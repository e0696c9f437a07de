"""A new account with a code in hand: what is clear is opened at once, the rest is asked on its page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tenant_apps.coupons.models import AccessCode
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_code, make_course, make_enrollment, make_lesson, make_module, make_student

PERSON = {
    "full_name": "Dana Samir",
    "phone": "0101 234 5678",
    "parent_phone": "0101 234 0000",
    "email": "dana@mail.example",
    "password": "right-Horse-7",
}


def sign_up(client: Api, target: str, **person: str) -> str:
    """Where the new student is led."""
    form = {**PERSON, **person, "next": target}
    sent: Any = client.post("/sign-up/", form, status=302, format="multipart")
    return str(sent["Location"])


def lesson_of(course: Course, **fields: Any) -> str:
    return f"/learn/lessons/{make_lesson(make_module(course, **fields)).id}/"


def test_the_one_course_of_the_code_is_open_at_its_first_lesson(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    course = make_course(price=Decimal("100.00"))
    first = lesson_of(course)
    code = make_code()
    assert sign_up(api(school=in_alpha), f"/redeem/{code.code.lower()}") == first
    assert list(Enrollment.objects.values_list("course_id", "module_id")) == [(course.id, None)]
    assert AccessCode.objects.get(pk=code.pk).used_count == 1


def test_an_empty_course_leads_to_its_own_page(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course()
    assert sign_up(api(school=in_alpha), f"/redeem/{make_code().code}/") == f"/learn/courses/{course.id}/"


def test_a_choice_is_left_to_the_student(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    make_course()
    make_course()
    code = make_code()
    assert sign_up(api(school=in_alpha), f"/redeem/{code.code}/") == f"/redeem/{code.code}/"
    assert (Enrollment.objects.count(), AccessCode.objects.get(pk=code.pk).used_count) == (0, 0)


def test_what_the_student_came_for_is_the_choice(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    make_course()
    course = make_course()
    module = make_module(course, price=Decimal("100.00"))
    lesson = make_lesson(module)
    target = f"/redeem/{make_code().code}/?for=module:{module.id}"
    assert sign_up(api(school=in_alpha), target) == f"/learn/lessons/{lesson.id}/"
    assert list(Enrollment.objects.values_list("course_id", "module_id")) == [(course.id, module.id)]


def test_what_refuses_is_told_by_the_codes_page(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course(capacity=1)
    make_enrollment(make_student(), course)
    code = make_code()
    assert sign_up(api(school=in_alpha), f"/redeem/{code.code}/") == f"/redeem/{code.code}/"
    assert AccessCode.objects.get(pk=code.pk).used_count == 0


def test_an_unknown_code_and_other_ways_are_followed_as_they_are(
    api: ApiMaker, in_alpha: ActiveTenant
) -> None:
    make_course()
    for number, target in enumerate(("/redeem/7KQ2M9XWPD/", "/redeem/", "/courses/", "/redeem/%D9%83/")):
        other = {"phone": f"0101 234 56{number}0", "email": f"dana{number}@mail.example"}
        assert sign_up(api(school=in_alpha), target, **other) == target
    assert Enrollment.objects.count() == 0


def test_the_form_says_that_the_code_is_kept(api: ApiMaker, alpha: ActiveTenant) -> None:
    client = api(school=alpha)
    assert "Your code is kept" in client.get("/sign-up/?next=/redeem/7KQ2M9XWPD/").content.decode()
    assert "Your code is kept" not in client.get("/sign-up/?next=/courses/").content.decode()
