"""1.12 and 1.21 of the contract: a student in relation to the teacher."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tenants import context
from tests.contracts.edupro_v1.words import NOT_FOUND
from tests.factories import make_course, make_enrollment, make_module, make_student

OWN = "/api/v1/student/student-profile"
AT = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def student(in_alpha):
    return make_student(
        username="bob", notes="Good at sums", completed_lessons=7, completed_courses=1, last_activity_at=AT
    )


def told(student, courses):
    created = student.user_created_at.isoformat().replace("+00:00", "Z")
    return {
        "id": student.number,
        "student": {
            "user": {
                "id": student.user.number,
                "first_name": "Bob",
                "last_name": "Tester",
                "email": "bob@people.example",
                "slug": "bob",
                "phone": student.phone,
                "parent_phone": "+201099999999",
                "user_type": "student",
                "avatar": None,
                "logo": None,
                "is_active": True,
                "created_at": created,
                "last_login": None,
            },
            "id": student.number,
            "full_name": "Bob Tester",
            "bio": "",
            "profile_picture": None,
            "date_of_birth": None,
            "address": "",
            "country": "",
            "city": "",
            "gender": "",
        },
        "enrollment_date": "2026-02-01T09:00:00Z",
        "notes": "Good at sums",
        "is_active": True,
        "completed_lessons": 7,
        "last_activity": "2026-05-01T12:00:00Z",
        "number_of_completed_courses": 1,
        "number_of_enrollment_courses": courses,
    }


def path_of(student):
    return f"/api/v1/teacher/get-student-profile/{student.user.number}"


def test_student_and_teacher_see_the_same(api, alpha, bob, alice, student):
    parts = make_course()
    for _ in range(2):
        make_enrollment(student, parts, module=make_module(parts))
    make_enrollment(student, make_course())
    make_enrollment(student, make_course(), ends_at=timezone.now() - timedelta(1))
    make_enrollment(make_student(), make_course())

    assert bob.get(f"{OWN}/alice").json() == told(student, courses=2)
    assert alice.get(path_of(student)).json() == told(student, courses=2)
    assert api().sign_in(student.user, school=alpha).get(f"{OWN}/alice/").json() == told(student, courses=2)


def test_costs_three_queries(bob, student, django_assert_num_queries):
    """Session, student, count of courses."""
    bob.get(f"{OWN}/alice")
    with django_assert_num_queries(3):
        bob.get(f"{OWN}/alice")


def test_name_is_required(bob):
    text = "teacher username is required"
    assert bob.get(f"{OWN}/", status=400).json() == {"teacher_id": text, "detail": text}


def test_another_teachers_name(bob, beta):
    for name in ("basma", "nobody"):
        assert bob.get(f"{OWN}/{name}", status=404).json() == NOT_FOUND


def test_only_for_students(api, alpha, alice):
    assert alice.get(f"{OWN}/alice", status=403).json() == {"detail": "You are not a Student."}
    api(school=alpha).get(f"{OWN}/alice", status=401)


def test_teacher_sees_blocked_students_too(alice, in_alpha):
    blocked = make_student(is_active=False)
    assert alice.get(path_of(blocked)).json()["is_active"] is False


def test_refusals_to_see_a_student(api, alpha, alice, bob, student, beta):
    with context.enter(beta):
        foreign = make_student()
    assert alice.get(path_of(foreign), status=404).json() == NOT_FOUND
    assert alice.get("/api/v1/teacher/get-student-profile/null", status=404).json() == NOT_FOUND
    refused = {"detail": "You do not have permission to perform this action."}
    assert bob.get(path_of(student), status=403).json() == refused
    api(school=alpha).get(path_of(student), status=401)
