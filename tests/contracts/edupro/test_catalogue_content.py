"""Section 12.3 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import pytest

from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.services import set_plan
from tests.factories import make_course, make_enrollment, make_lesson, make_module, make_student

COURSE = "/api/course/course-enrollment/"
NOT_IN_PLAN = {
    "error": "Content not available",
    "detail": "This content is not available in your current subscription plan.",
}
NOT_HERE = {
    "error": "Geographic restriction",
    "detail": "This content is not available in your geographic region.",
}


@pytest.fixture
def student(in_alpha):
    return make_student(username="bob", country_code="EG", plan="Silver")


def enrol(client, course, status):
    return client.post(COURSE, {"course": str(course.id)}, status=status).json()


@pytest.mark.catalogue("C12.3 content rule: content not in current subscription plan")
def test_course_of_another_plan(bob, student):
    course = make_course(is_free=True, plans=["Gold"])
    assert enrol(bob, course, 400) == NOT_IN_PLAN
    assert Enrollment.objects.count() == 0
    set_plan(student=student, plan="Gold")
    enrol(bob, course, 201)


@pytest.mark.catalogue("C12.3 content rule: geographic restriction")
def test_course_of_another_country(bob, student):
    course = make_course(is_free=True, countries=["SA"])
    assert enrol(bob, course, 400) == NOT_HERE
    assert Enrollment.objects.count() == 0
    set_plan(student=student, country_code="SA")
    enrol(bob, course, 201)


@pytest.mark.parametrize(
    ("rule", "text"),
    [({"plans": ["Gold"]}, NOT_IN_PLAN["detail"]), ({"countries": ["SA"]}, NOT_HERE["detail"])],
)
def test_lesson_that_was_open_before(api, alpha, student, rule, text):
    """The same sentence at a lesson's door, in the first contract under the key of its field."""
    module = make_module(make_course(**rule))
    lesson = make_lesson(module)
    make_enrollment(student, module.course)
    bob = api(school=alpha).sign_in(student.user)
    for path in (f"/api/v1/lessons/{lesson.id}/", f"/api/v1/lessons/{lesson.id}/status/"):
        assert bob.get(path, status=400).json() == {"course": [text]}
