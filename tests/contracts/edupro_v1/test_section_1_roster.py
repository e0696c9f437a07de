"""1.17 to 1.20: a teacher's students."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shared_apps.accounts.models import Membership, Session, User
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.students.models import Student
from tenants import context
from tests.contracts.edupro_v1.words import NOT_FOUND, NOT_TEACHER
from tests.contracts.moments import moment
from tests.factories import make_course, make_enrollment, make_staff, make_student, make_user, owner_of

LIST = "/api/v1/teacher/get_students/"
REMOVE = "/api/v1/teacher/students/remove/{}/"
BLOCK = "/api/v1/teacher/students/toggle-block/{}/"
NO = {"detail": "You do not have permission to perform this action."}


@pytest.fixture
def bob(in_alpha: Any) -> Any:
    TeacherProfile.objects.filter(tenant_id=in_alpha.id).update(students_count=1)
    return make_student(username="bob")


def names(answer: Any) -> list[str]:
    return [row["student"]["user"]["username"] for row in answer.json()["results"]]


# 1.20


def test_list_shows_everything_the_document_promises(alpha, alice, bob):
    answer = alice.get(LIST).json()
    assert answer == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": bob.number,
                "student": {
                    "user": {
                        "id": bob.user_number,
                        "first_name": "Bob",
                        "last_name": "Tester",
                        "email": "bob@people.example",
                        "username": "bob",
                        "slug": "bob",
                        "phone": bob.phone,
                        "parent_phone": "+201099999999",
                        "user_type": "student",
                        "avatar": None,
                        "logo": None,
                        "is_active": True,
                        "created_at": moment(bob.user_created_at),
                        "last_login": None,
                    },
                    "id": bob.number,
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
                "notes": "",
                "is_active": True,
                "completed_lessons": 0,
                "last_activity": None,
                "number_of_completed_courses": 0,
                "teacher": TeacherProfile.objects.get(tenant_id=alpha.id).number,
            }
        ],
    }


def test_list_is_empty_in_a_new_school(alice):
    assert alice.get(LIST).json() == {"count": 0, "next": None, "previous": None, "results": []}


def test_list_has_five_rows_a_page(in_alpha, alice):
    for number in range(7):
        make_student(username=f"s{number}", joined_at=datetime(2026, 3, 1 + number, tzinfo=UTC))
    first = alice.get(LIST)
    assert names(first) == ["s6", "s5", "s4", "s3", "s2"]
    assert (first.json()["count"], first.json()["next"]) == (7, f"http://alice.edupro.test{LIST}?page=2")
    assert names(alice.get(first.json()["next"])) == ["s1", "s0"]
    assert len(names(alice.get(LIST, {"page_size": 7}))) == 7
    assert names(alice.get(LIST, {"page": "", "page_size": ""})) == names(first)
    assert alice.get(LIST, {"page": 3}, status=404).json() == {"detail": "Invalid page."}


@pytest.fixture
def four(in_alpha: Any) -> None:
    rows = [
        ("amal", "أمل محمود", True),
        ("bassem", "باسم علي", False),
        ("carol", "Carol Ann", True),
        ("dina", "Dina O'Neil", True),
    ]
    for day, (username, full_name, is_active) in enumerate(rows, 1):
        make_student(
            username=username,
            full_name=full_name,
            is_active=is_active,
            joined_at=datetime(2026, 3, day, tzinfo=UTC),
        )


FILTERS = [
    ({"is_active": "true"}, ["dina", "carol", "amal"]),
    ({"is_active": "false"}, ["bassem"]),
    ({"is_active": ""}, ["dina", "carol", "bassem", "amal"]),
    ({"is_active": "perhaps"}, ["dina", "carol", "bassem", "amal"]),
    ({"search": "CAROL"}, ["carol"]),
    ({"search": "dina@people"}, ["dina"]),
    ({"search": "محمود"}, ["amal"]),
    ({"search": "ann carol"}, ["carol"]),
    ({"search": "O'Neil"}, ["dina"]),
    ({"search": "%"}, []),
    ({"search": "zz"}, []),
    ({"search": ""}, ["dina", "carol", "bassem", "amal"]),
    ({"ordering": "enrollment_date"}, ["amal", "bassem", "carol", "dina"]),
    ({"ordering": "-enrollment_date"}, ["dina", "carol", "bassem", "amal"]),
    ({"ordering": "student__user__password"}, ["dina", "carol", "bassem", "amal"]),
    (
        {"ordering": "student__full_name", "search": "a", "is_active": "true", "page": 1},
        ["carol", "dina", "amal"],
    ),
    ({"ordering": "-student__full_name", "is_active": "true"}, ["amal", "dina", "carol"]),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_list_filters_searches_and_orders(alice, four, asked, expected):
    assert names(alice.get(LIST, asked)) == expected


def test_list_costs_the_same_for_one_and_three(in_alpha, alice):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            alice.get(LIST)
        return len(captured)

    make_student()
    alice.get(LIST)  # the first request also looks the host up
    one = queries()
    make_student()
    make_student()
    assert (one, queries()) == (one, one)
    assert one == 5  # session, staff member, profile, count, rows


def test_other_schools_students_are_not_listed(api, alpha, beta, alice, bob):
    with context.enter(beta):
        make_student(username="dana")
    assert names(alice.get(LIST)) == ["bob"]
    foreign = api(school=alpha).sign_in(owner_of(beta), kind="staff", school=beta)
    foreign.get(LIST, status=401)


def test_assistants_look_and_students_do_not(api, alpha, bob):
    with context.enter(alpha):
        helper = make_staff("assistant", user=make_user())
    assert names(api(school=alpha).sign_in(helper.user, kind="staff").get(LIST)) == ["bob"]
    assert api(school=alpha).sign_in(bob.user).get(LIST, status=403).json() == NOT_TEACHER
    api(school=alpha).get(LIST, status=401)


# 1.18


def test_block_signs_out_at_once_and_only_here(api, alpha, beta, alice, bob):
    with context.enter(beta):
        make_student(user=bob.user)
    client = api(school=alpha).sign_in(bob.user)
    elsewhere = api(school=beta).sign_in(bob.user)
    blocked = alice.patch(BLOCK.format(bob.user_number))
    assert blocked.json() == {"message": "Student has been blocked."}
    client.put("/api/v1/student/update-profile/", {}, status=401)
    elsewhere.put("/api/v1/student/update-profile/", {})
    assert alice.get(LIST).json()["results"][0]["is_active"] is False
    unblocked = alice.patch(BLOCK.format(bob.user_number))
    assert unblocked.json() == {"message": "Student has been unblocked."}
    api(school=alpha).sign_in(bob.user).put("/api/v1/student/update-profile/", {})


# 1.17


def test_remove_takes_the_student_out_of_this_school_only(api, alpha, beta, alice, bob):
    with context.enter(beta):
        make_student(user=bob.user)
    with context.enter(alpha):
        course = make_course(total_enrollments=1)
        make_enrollment(bob, course)
    client = api(school=alpha).sign_in(bob.user)
    alice.delete(REMOVE.format(bob.user_number), status=204)
    client.put("/api/v1/student/update-profile/", {}, status=401)
    assert Session.objects.get(user=bob.user).end_reason == "removed"
    with context.enter(alpha):
        assert Student.objects.count() == 0
        course.refresh_from_db()
        assert course.total_enrollments == 0
    with context.enter(beta):
        assert Student.objects.count() == 1
    assert Membership.objects.filter(user=bob.user).count() == 1
    assert User.objects.filter(pk=bob.user_id).count() == 1
    assert TeacherProfile.objects.get(tenant_id=alpha.id).students_count == 0
    assert alice.delete(REMOVE.format(bob.user_number), status=404).json() == NOT_FOUND


def test_removed_student_joins_again(api, alpha, beta, alice, bob):
    with context.enter(beta):
        make_student(user=bob.user)
    alice.delete(REMOVE.format(bob.user_number))
    client = api().sign_in(bob.user, school=beta)
    client.post("/api/v1/join-teacher/alice/", status=201)
    assert TeacherProfile.objects.get(tenant_id=alpha.id).students_count == 1


@pytest.mark.parametrize(("method", "path"), [("delete", REMOVE), ("patch", BLOCK)])
def test_who_may_not_block_or_remove(api, alpha, beta, alice, bob, method, path):
    with context.enter(beta):
        dana = make_student(username="dana")
    with context.enter(alpha):
        helper = make_staff("assistant", user=make_user())
    own = path.format(bob.user_number)
    for number in (dana.user_number, 1, 2**70, bob.number, 0):
        assert getattr(alice, method)(path.format(number), status=404).json() == NOT_FOUND
    for no_number in ("null", "x", "-1", "1.5"):
        assert getattr(alice, method)(path.format(no_number), status=404).json() == NOT_FOUND
    assistant = api(school=alpha).sign_in(helper.user, kind="staff")
    assert getattr(assistant, method)(own, status=403).json() == NO
    student = api(school=alpha).sign_in(bob.user)
    assert getattr(student, method)(own, status=403).json() == NOT_TEACHER
    getattr(api(school=alpha), method)(own, status=401)
    foreign = api(school=beta).sign_in(owner_of(beta), kind="staff")
    assert getattr(foreign, method)(own, status=404).json() == NOT_FOUND
    with context.enter(alpha):
        assert Student.objects.get().is_active is True


def test_missing_ids_are_named(alice):
    expected = {"student_id": "student id is required", "detail": "student id is required"}
    assert alice.delete("/api/v1/teacher/students/remove/", status=400).json() == expected
    text = "Student ID is required in the URL."
    expected = {"student_id": text, "detail": text}
    assert alice.patch("/api/v1/teacher/students/toggle-block/", status=400).json() == expected
