"""Sections 5 and 12.1 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import uuid

import pytest

from tenant_apps.courses.models import CoursePrerequisite
from tenant_apps.enrollments.models import Enrollment
from tests.factories import (
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_progress,
    make_student,
    owner_of,
)

COURSE = "/api/course/course-enrollment/"
MODULE = "/api/course/module-enrollment/"


def enrol(client, course, status):
    return client.post(COURSE, {"course": str(course.id)}, status=status).json()


@pytest.mark.catalogue("C5.1 course enrolment: already enrolled")
def test_enrolling_twice(bob):
    course = make_course(is_free=True)
    enrol(bob, course, 201)
    assert enrol(bob, course, 400) == {
        "error": "Already enrolled",
        "detail": "You are already enrolled in this course.",
    }
    assert Enrollment.objects.count() == 1


@pytest.mark.catalogue("C5.1 course enrolment: course not available")
def test_enrolling_in_a_draft(bob):
    assert enrol(bob, make_course(is_free=True, state="draft"), 400) == {
        "error": "Course not available",
        "detail": "This course is not published or available for enrollment.",
    }
    assert Enrollment.objects.count() == 0


@pytest.mark.catalogue("C5.1 course enrolment: must be a student")
def test_enrolling_as_a_teacher(api, alpha, in_alpha):
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
    assert enrol(alice, make_course(is_free=True), 403) == {
        "error": "Permission denied",
        "detail": "You must be a student to enroll in courses.",
    }
    assert Enrollment.objects.count() == 0


@pytest.mark.catalogue("C5.2 module enrolment: course not enrolled")
def test_module_without_its_course(bob):
    module = make_module(make_course(sells_modules_alone=False))
    assert bob.post(MODULE, {"module": str(module.id)}, status=400).json() == {
        "error": "Course not enrolled",
        "detail": "You must be enrolled in the course before enrolling in modules.",
    }
    assert Enrollment.objects.count() == 0


@pytest.mark.catalogue("C5.2 module enrolment: module not found")
def test_module_that_is_not_there(bob):
    hidden = make_module(is_published=False)
    for unknown in (hidden.id, uuid.uuid4()):
        assert bob.post(MODULE, {"module": str(unknown)}, status=404).json() == {
            "error": "Module not found",
            "detail": "The specified module does not exist.",
        }


@pytest.mark.catalogue("C12.1 enrolment rule: course full: capacity reached")
def test_course_is_full(api, alpha, bob):
    course = make_course(is_free=True, capacity=1)
    dana = api(school=alpha).sign_in(make_student().user, bearer=True)
    enrol(dana, course, 201)
    assert enrol(bob, course, 400) == {
        "error": "Course full",
        "detail": "This course has reached its maximum enrollment capacity.",
    }
    assert Enrollment.objects.count() == 1


@pytest.mark.catalogue("C12.1 enrolment rule: prerequisites not met")
def test_course_before_what_it_requires(bob, student):
    first, second = make_course(), make_course(is_free=True)
    lesson = make_lesson(make_module(first))
    CoursePrerequisite.objects.create(course=second, required=first)
    make_enrollment(student, first)
    assert enrol(bob, second, 400) == {
        "error": "Prerequisites not met",
        "detail": "You must complete the required prerequisites before enrolling in this course.",
    }
    make_progress(student, lesson, is_completed=True)
    enrol(bob, second, 201)
