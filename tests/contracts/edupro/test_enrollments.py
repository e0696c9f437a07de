"""Section 5 of `edupro`, and 9.2: into courses and modules, lists, and out again."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.coupons.models import CodeUse, DiscountUse
from tenant_apps.enrollments.models import Enrollment
from tenants import context
from tests.contracts.edupro.words import COURSE_MISSING, NOBODY, NOT_ALLOWED, WRONG_TYPE
from tests.contracts.moments import moment
from tests.factories import (
    make_code,
    make_course,
    make_enrollment,
    make_module,
    make_staff,
    make_student,
)
from tests.factories.discounts import make_discount

COURSE = "/api/course/course-enrollment/"
MODULE = "/api/course/module-enrollment/"
NOW = timezone.now()
NO_MODULE = {"error": "Module not found", "detail": "The specified module does not exist."}
MISSING = {"error": "Object not found", "detail": "The requested object does not exist."}


def listed(username):
    return f"/api/course/course-enrollment-list/{username}/"


def removal(course_id, place_id):
    return f"/api/course/course-enrollment-delete/{course_id}/{place_id}/"


def of_course(course_id):
    return f"/api/teacher/courses/{course_id}/enrollments/"


def students_of(course_id):
    return f"/api/get_student-enrollments/{course_id}/"


@pytest.fixture
def foreign(beta):
    """A course of Basma's school with a student in it."""
    with context.enter(beta):
        course = make_course(is_free=True)
        return course.id, make_enrollment(make_student(), course).id, make_module(course).id


def bill(place, price="100.00", discount="0.00", due="0.00"):
    return {
        "message": "Successfully enrolled in course",
        "enrollment": {
            "id": str(place.id),
            "status": place.status,
            "price": price,
            "discount": discount,
            "amount_due": due,
        },
    }


def test_free_course(bob, student):
    course = make_course(is_free=True)
    answer = bob.post(COURSE, {"course": str(course.id)}, status=201).json()
    place = Enrollment.objects.get()
    assert (place.student_id, place.course_id, place.status) == (student.id, course.id, "active")
    assert answer == bill(place, price="0.00")


def test_paid_course_without_a_code_waits(bob):
    course = make_course()
    answer = bob.post(COURSE, {"course": str(course.id), "coupon_code": "", "access_code": None}, status=201)
    place = Enrollment.objects.get()
    assert (place.status, place.access_type) == ("pending", "no_access")
    assert answer.json() == bill(place, due="100.00")


def test_coupon_and_code_open_the_course(bob):
    course, coupon, code = make_course(), make_discount(percent=30), make_code(price=Decimal("70.00"))
    waiting = bob.post(COURSE, {"course": str(course.id), "coupon_code": coupon.code}, status=201).json()
    assert waiting == bill(Enrollment.objects.get(), discount="30.00", due="70.00")
    assert DiscountUse.objects.count() == 0

    body = {"course": str(course.id), "coupon_code": coupon.code, "access_code": code.code}
    answer = bob.post(COURSE.rstrip("/"), body, status=201).json()
    place = Enrollment.objects.get()
    assert (answer, place.status) == (bill(place, discount="30.00"), "active")
    assert (DiscountUse.objects.count(), CodeUse.objects.get().price) == (1, Decimal("70.00"))


def test_access_code_typed_as_coupon(bob):
    course = make_course()
    body = {"course": str(course.id), "coupon_code": make_code().code}
    assert bob.post(COURSE, body, status=201).json() == bill(Enrollment.objects.get())


def test_enrolling_is_for_students(api, alpha, alice, bob, foreign):
    course = make_course(is_free=True)
    body = {"course": str(course.id)}
    assert api(school=alpha).post(COURSE, body, status=401).json() == NOBODY
    assert alice.post(COURSE, body, status=403).json() == {
        "error": "Permission denied",
        "detail": "You must be a student to enroll in courses.",
    }
    for unknown in (uuid.uuid4(), foreign[0]):
        assert bob.post(COURSE, {"course": str(unknown)}, status=404).json() == COURSE_MISSING
    assert Enrollment.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ({}, {"course": ["This field is required."]}),
        ({"course": "algebra"}, {"course": ["Must be a valid UUID."]}),
        ({"course": None}, {"course": ["This field may not be null."]}),
        (
            {"course": str(uuid.uuid4()), "coupon_code": "x" * 65},
            {"coupon_code": ["Ensure this field has no more than 64 characters."]},
        ),
        (
            {"course": str(uuid.uuid4()), "access_code": ["x"]},
            {"access_code": ["Not a valid string."]},
        ),
    ],
)
def test_enrolling_with_wrong_input(bob, body, answer):
    assert bob.post(COURSE, body, status=400).json() == answer


def test_wrong_codes_are_counted(bob, settings):
    body = {"course": str(make_course().id), "coupon_code": "GUESSED"}
    for _guess in range(settings.WRONG_ACCESS_CODES):
        bob.post(COURSE, body, status=404)
    answer = bob.post(COURSE, {**body, "coupon_code": make_code().code}, status=429)
    assert answer.json() == {
        "error": "Rate limit exceeded",
        "detail": "Too many requests. Please try again later.",
    }
    assert int(answer["Retry-After"]) > 0
    assert CodeUse.objects.count() == 0


def test_lists_show_own_enrolments_or_all(api, alpha, alice, bob, student, foreign):
    dana = make_student(username="dana")
    algebra, physics = make_course(title="Algebra"), make_course(title="Physics")
    mine = make_enrollment(student, algebra, enrolled_at=NOW)
    hers = make_enrollment(dana, physics, enrolled_at=NOW - timedelta(days=1))
    over = make_enrollment(student, physics, enrolled_at=NOW - timedelta(days=2), status="expired")
    make_enrollment(dana, algebra, status="pending", access_type="no_access")

    def row(place, learner, course):
        return {
            "id": str(place.id),
            "student": {
                "id": str(learner.user_id),
                "username": learner.username,
                "first_name": learner.first_name,
                "last_name": learner.last_name,
            },
            "course": {"id": str(course.id), "title": course.title},
            "enrolled_at": moment(place.enrolled_at),
        }

    own = [row(mine, student, algebra), row(over, student, physics)]
    assert bob.get(listed(alpha.username)).json() == own
    everything = [own[0], row(hers, dana, physics), own[1]]
    assert alice.get(listed(alpha.username)).json() == everything
    assistant = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
    assert assistant.get(listed(alpha.username)).json() == everything

    second = alice.get(listed(alpha.username), {"page": 2, "page_size": 2})
    assert second.json() == everything[2:]
    headers = [second[f"X-Pagination-{name}"] for name in ("Count", "Page", "PageSize")]
    assert headers == ["3", "2", "2"]


def test_list_is_nobody_elses(api, alpha, beta, bob):
    assert api(school=alpha).get(listed(alpha.username), status=401).json() == NOBODY
    # A token of one school names no one in another.
    bob.get(listed(beta.username), status=404)
    bob.get(listed("nosuchteacher"), status=404)


def test_class_lists(api, alpha, alice, student):
    course = make_course()
    place = make_enrollment(student, course, progress_percent=Decimal("33.33"), enrolled_at=NOW)
    make_enrollment(make_student(), course, status="pending", access_type="no_access")
    person = {
        "id": str(student.user_id),
        "username": "bob",
        "first_name": student.first_name,
        "last_name": student.last_name,
    }
    row = {"id": str(place.id), "student": person, "enrolled_at": moment(NOW), "progress": "33.33"}

    assert alice.get(students_of(course.id)).json() == [row]
    assert alice.get(of_course(course.id)).json() == [{**row, "student": {**person, "email": student.email}}]
    assert alice.get(of_course(make_course().id)).json() == []


@pytest.mark.parametrize("address", [of_course, students_of])
def test_class_lists_are_for_the_school(api, alpha, alice, bob, foreign, address):
    course = make_course()
    assert api(school=alpha).get(address(course.id), status=401).json() == NOBODY
    assert bob.get(address(course.id), status=403).json() == WRONG_TYPE
    for unknown in (uuid.uuid4(), foreign[0]):
        assert alice.get(address(unknown), status=404).json() == COURSE_MISSING
    assert alice.get(address("null"), status=404).json() == MISSING


@pytest.mark.parametrize("address", ["list", "of_course", "students"])
def test_lists_ask_the_same_however_long(alice, alpha, in_alpha, address):
    course = make_course()
    path = {"list": listed(alpha.username), "of_course": of_course(course.id)}.get(
        address, students_of(course.id)
    )
    alice.get(path)  # what a process asks once
    asked = []
    for rows in (1, 2):
        for _row in range(rows):
            make_enrollment(make_student(), course)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(alice.get(path).json()) == Enrollment.objects.count()
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 5


def test_student_leaves_own_place_only(bob, student, foreign):
    course = make_course()
    mine, hers = make_enrollment(student, course), make_enrollment(make_student(), course)
    for course_id, place_id in [
        (course.id, hers.id),
        (make_course().id, mine.id),
        (course.id, uuid.uuid4()),
        foreign[:2],
    ]:
        assert bob.delete(removal(course_id, place_id), status=404).json() == MISSING
    answer = bob.delete(removal(course.id, mine.id), status=200)
    assert answer.json() == {"message": "Enrollment deleted successfully"}
    assert list(Enrollment.objects.all()) == [hers]


def test_school_removes_any_place(api, alpha, alice, student):
    course = make_course()
    place, other = make_enrollment(student, course), make_enrollment(make_student(), course)
    assert api(school=alpha).delete(removal(course.id, place.id), status=401).json() == NOBODY
    assistant = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
    assert assistant.delete(removal(course.id, place.id), status=403).json() == NOT_ALLOWED
    instructor = api(school=alpha).sign_in(make_staff("instructor").user, kind="staff")
    instructor.delete(removal(course.id, place.id), status=200)
    alice.delete(removal(course.id, other.id), status=200)
    assert Enrollment.objects.count() == 0


def test_module_within_the_course_is_open_already(bob, student):
    module = make_module()
    make_enrollment(student, module.course)
    for _again in range(2):
        answer = bob.post(MODULE, {"module": str(module.id)}, status=201).json()
        assert answer == {"message": "Successfully enrolled in module"}
    assert Enrollment.objects.count() == 1


def test_module_sold_alone(bob):
    module, code = make_module(), make_code(price=Decimal("40.00"))
    bob.post(MODULE, {"module": str(module.id), "coupon_code": code.code}, status=201)
    assert Enrollment.objects.get().module_id == module.id


def test_module_that_cannot_be_had(api, alpha, alice, bob, foreign):
    module = make_module()
    body = {"module": str(module.id)}
    assert api(school=alpha).post(MODULE, body, status=401).json() == NOBODY
    assert alice.post(MODULE, body, status=403).json() == WRONG_TYPE
    for unknown in (uuid.uuid4(), foreign[2]):
        assert bob.post(MODULE, {"module": str(unknown)}, status=404).json() == NO_MODULE
    assert bob.post(MODULE, {}, status=400).json() == {"module": ["This field is required."]}
    assert Enrollment.objects.count() == 0
