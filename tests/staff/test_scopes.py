"""What an owner closes to an assistant is closed on pages and in both contracts, and gone from the menu."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import make_course, make_discount, make_enrollment, make_module, make_staff, make_student

PAGES = {
    "content": ["/teach/courses/", "/teach/courses/{course}/"],
    "students": ["/teach/students/", "/teach/students/{student}/"],
    "codes": ["/teach/codes/"],
    "discounts": ["/teach/discounts/"],
    "grading": ["/teach/assessments/", "/teach/grading/"],
}
CALLS = {
    "content": ["/api/v1/courses/{course}/modules/", "/api/courses/{course}/modules/"],
    "students": ["/api/teacher/get_students/"],
    "codes": ["/api/coupon/used-coupons/"],
    "discounts": ["/api/coupon/list/"],
    "grading": ["/api/v1/teacher/assessments/", "/api/teacher/assessments/"],
}
MENU = {
    "content": "/teach/courses/",
    "students": "/teach/students/",
    "codes": "/teach/codes/",
    "grading": "/teach/grading/",
}


@pytest.fixture
def names(in_alpha: ActiveTenant) -> dict[str, object]:
    course = make_course(price=Decimal("100.00"))
    make_module(course)
    student = make_student()
    make_enrollment(student, course)
    make_discount()
    return {"course": course.id, "student": student.id}


def assistant(api: ApiMaker, school: ActiveTenant, scopes: list[str]) -> Api:
    member = make_staff("assistant", scopes=scopes)
    return api(school=school).sign_in(member.user, kind="staff")


@pytest.mark.parametrize("scope", sorted(PAGES))
def test_pages_of_one_scope_are_open_and_all_others_closed(
    api: ApiMaker, in_alpha: ActiveTenant, names: dict[str, object], scope: str
) -> None:
    client = assistant(api, in_alpha, [scope])
    told = {
        name: [client.get(path.format(**names), status=None).status_code for path in paths]
        for name, paths in PAGES.items()
    }
    assert told == {name: [200 if name == scope else 403] * len(paths) for name, paths in PAGES.items()}


@pytest.mark.parametrize("scope", sorted(CALLS))
def test_calls_of_one_scope_are_open_and_all_others_closed(
    api: ApiMaker, in_alpha: ActiveTenant, names: dict[str, object], scope: str
) -> None:
    client = assistant(api, in_alpha, [scope])
    told = {
        name: [client.get(path.format(**names), status=None).status_code for path in paths]
        for name, paths in CALLS.items()
    }
    assert told == {name: [200 if name == scope else 403] * len(paths) for name, paths in CALLS.items()}


def test_the_menu_shows_what_is_open(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    text = assistant(api, in_alpha, ["codes"]).get("/teach/students/", status=403).content.decode()
    home = assistant(api, in_alpha, ["codes"]).get("/teach/").content.decode()
    shown = {name: f'href="{path}"' in home for name, path in MENU.items()}
    assert shown == {"content": False, "students": False, "codes": True, "grading": False}
    assert "/teach/students/" not in text


def test_an_instructor_is_not_narrowed(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    client = api(school=in_alpha).sign_in(make_staff("instructor", scopes=[]).user, kind="staff")
    for paths in ("/teach/courses/", "/teach/students/", "/teach/codes/", "/teach/grading/"):
        client.get(paths, status=200)


def test_the_first_page_tells_nothing_of_what_is_closed(
    api: ApiMaker, in_alpha: ActiveTenant, names: dict[str, object]
) -> None:
    make_enrollment(make_student(full_name="Sara Seen"), make_course(title="Waves Seen"))
    words = ("Sara Seen", "Waves Seen", "/teach/students/", "/teach/codes/", "/teach/grading/")
    all_of_it = text_of_home(api, in_alpha, ["content", "students", "codes", "discounts", "grading"])
    nothing = text_of_home(api, in_alpha, [])
    assert [word in all_of_it for word in words] == [True] * 5
    assert [word in nothing for word in words] == [False] * 5


def text_of_home(api: ApiMaker, school: ActiveTenant, scopes: list[str]) -> str:
    text: str = assistant(api, school, scopes).get("/teach/", status=200).content.decode()
    return text
