"""Teacher's pages about who may enter a course, and which plan a student has."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenant_apps.courses.models import Course, CoursePrerequisite
from tenants import context
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import (
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
    owner_of,
)
from tests.pages.desk import send

PLAIN = {"title": "Waves", "price": "150", "access_days": "30"}


def details(course: Course) -> str:
    return f"/teach/courses/{course.id}/details/"


def required(course: Course) -> list[uuid.UUID]:
    return list(CoursePrerequisite.objects.filter(course=course).values_list("required_id", flat=True))


def test_rules_are_set_shown_and_taken_away(teacher: Api) -> None:
    first = make_course(title="First")
    rules = {
        "capacity": "30",
        "countries": "eg، sa",
        "plans": "Gold, Silver  plan",
        "prerequisites": str(first.id),
    }
    send(teacher, "/teach/courses/new/", {**PLAIN, **rules})
    course = Course.objects.get(title="Waves")
    assert (course.capacity, course.countries, course.plans) == (30, ["EG", "SA"], ["Gold", "Silver plan"])
    assert required(course) == [first.id]

    text = teacher.get(details(course)).content.decode()
    assert re.findall(r'name="(capacity|countries|plans)" value="([^"]*)"', text) == [
        ("capacity", "30"), ("countries", "EG, SA"), ("plans", "Gold, Silver plan"),
    ]  # fmt: skip
    assert re.findall(r'value="([^"]+)"[^>]*checked', text) == [str(first.id)]

    send(teacher, details(course), PLAIN)
    course.refresh_from_db()
    assert (course.capacity, course.countries, course.plans, required(course)) == (None, [], [], [])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"capacity": "0"}, "At least 1."),
        ({"countries": "Egypt"}, "Use country codes of two letters, such as EG."),
        ({"plans": "x" * 41}, "The name of a plan has 1 to 40 characters; at most 50 plans."),
        ({"prerequisites": str(uuid.uuid4())}, "Select a valid choice."),
    ],
)
def test_wrong_rules_are_told_beside_their_field(teacher: Api, wrong: dict[str, str], told: str) -> None:
    course = make_course(title="Kept")
    answer = send(teacher, details(course), {**PLAIN, **wrong}, status=None)
    found = re.findall(r'class="field-error"[^>]*>.*?<span>(.*?)</span>', answer.content.decode(), re.S)
    assert len(found) == 1
    assert found[0].startswith(told)
    assert Course.objects.get().title == "Kept"


def test_wrong_rules_are_told_with_whatever_else_is_wrong(teacher: Api) -> None:
    wrong = {**PLAIN, "title": "", "countries": "Egypt"}
    text = send(teacher, "/teach/courses/new/", wrong, status=200).content.decode()
    assert re.findall(r'class="field-error"[^>]*>.*?<span>(.*?)</span>', text, re.S) == [
        "This field is required.",
        "Use country codes of two letters, such as EG.",
    ]


def test_a_circle_is_told(teacher: Api) -> None:
    one, two = make_course(), make_course()
    CoursePrerequisite.objects.create(course=two, required=one)
    answer = send(teacher, details(one), {**PLAIN, "prerequisites": str(two.id)}, status=None)
    assert "A course cannot require itself, directly or through others." in answer.content.decode()
    assert required(one) == []


def test_the_form_asks_the_same_for_one_and_three_courses(teacher: Api) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            teacher.get(details(course))
        return len(found)

    course = make_course()
    CoursePrerequisite.objects.create(course=course, required=make_course())
    queries()
    one = queries()
    for _more in range(2):
        CoursePrerequisite.objects.create(course=course, required=make_course())
        make_course()
    assert queries() == one


def test_plan_and_country_of_a_student(teacher: Api) -> None:
    student = make_student(country_code="EG")
    page = f"/teach/students/{student.id}/"
    send(teacher, f"{page}act/", {"do": "plan", "plan": " Gold  plan", "country_code": "sa"})
    student.refresh_from_db()
    assert (student.plan, student.country_code) == ("Gold plan", "SA")
    assert 'value="Gold plan"' in teacher.get(page).content.decode()

    send(teacher, f"{page}act/", {"do": "plan", "plan": "Gold", "country_code": "XX"})
    assert "Use a country code of two letters, such as EG." in teacher.get(page).content.decode()
    student.refresh_from_db()
    assert (student.plan, student.country_code) == ("Gold plan", "SA")


def test_plans_are_not_an_assistants_business(
    api: ApiMaker, in_alpha: ActiveTenant, beta: ActiveTenant
) -> None:
    student = make_student(plan="Gold")
    body = {"do": "plan", "plan": "Silver"}
    assistant = api(school=in_alpha).sign_in(make_staff("assistant").user, kind="staff")
    send(assistant, f"/teach/students/{student.id}/act/", body, status=403)
    student.refresh_from_db()
    assert student.plan == "Gold"
    with context.enter(beta):
        foreign = make_student(plan="Gold")
    owner = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    send(owner, f"/teach/students/{foreign.id}/act/", body, status=404)


@pytest.mark.parametrize(
    ("rule", "told", "advice"),
    [
        (
            {"countries": ["SA"]},
            "This content is not available in your geographic region.",
            "Your number is from elsewhere. If you live there, tell your teacher.",
        ),
        (
            {"plans": ["Gold"]},
            "This content is not available in your current subscription plan.",
            "You do not have it yet. Ask your teacher.",
        ),
    ],
)
def test_a_closed_lesson_says_why_and_asks_for_no_code(
    api: ApiMaker, in_alpha: ActiveTenant, rule: dict[str, Any], told: str, advice: str
) -> None:
    student = make_student(country_code="EG", plan="Silver")
    course = make_course(**rule)
    lesson = make_lesson(make_module(course))
    make_enrollment(student, course)
    bob = api(school=in_alpha).sign_in(student.user)
    text = bob.get(f"/learn/lessons/{lesson.id}/", status=403).content.decode()
    assert told in text
    assert "?for=course:" not in text
    # The course says so, too, on the page that offers it to others.
    answer = bob.get(f"/learn/courses/{course.id}/", status=302)
    assert answer["Location"] == f"/courses/{course.id}/"
    assert advice in bob.get(answer["Location"]).content.decode()


def test_a_preview_is_locked_abroad(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    lesson = make_lesson(make_module(make_course(countries=["SA"])), is_free=True)
    here = api(school=in_alpha).sign_in(make_student(country_code="SA").user)
    abroad = api(school=in_alpha).sign_in(make_student(country_code="EG").user)
    here.get(f"/learn/lessons/{lesson.id}/")
    abroad.get(f"/learn/lessons/{lesson.id}/", status=403)


def test_a_full_course_is_told_and_the_code_kept(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    course = make_course(is_free=True, capacity=1)
    make_enrollment(make_student(), course)
    bob = api(school=in_alpha).sign_in(make_student().user)
    answer = send(bob, f"/courses/{course.id}/enroll/", {})
    text = bob.get(answer["Location"]).content.decode()
    assert "This course has reached its maximum enrollment capacity." in text
