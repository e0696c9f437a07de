"""3.10 and 3.11 of the contract: who is in a course."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tenants import context
from tests.contracts.edupro_v1.words import NOT_FOUND, NOT_TEACHER
from tests.contracts.moments import moment
from tests.factories import make_course, make_enrollment, make_module, make_staff, make_student

NOW = timezone.now()


def brief(course):
    return f"/api/v1/get_student-enrollments/{getattr(course, 'id', course)}"


def full(course):
    return f"/api/v1/teacher/courses/{getattr(course, 'id', course)}/enrollments/"


@pytest.fixture
def student(in_alpha):
    return make_student(username="bob", bio="Likes sums", city="Giza")


@pytest.fixture
def place(student):
    return make_enrollment(
        student, make_course(), enrolled_at=NOW, progress_percent=Decimal("66.66"), last_activity_at=NOW
    )


def test_brief_list(alice, student, place):
    assert alice.get(brief(place.course)).json() == [
        {
            "id": place.number,
            "student": {
                "user": {
                    "id": student.user.number,
                    "first_name": "Bob",
                    "last_name": "Tester",
                    "email": "bob@people.example",
                    "username": "bob",
                },
                "full_name": "Bob Tester",
            },
            "enrollment_date": moment(NOW),
            "status": "active",
            "access_type": "full_access",
            "is_active": True,
            "progress": "66.66",
            "module": None,
        }
    ]


def test_full_list(alice, student, place):
    assert alice.get(full(place.course)).json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": place.number,
                "student": {
                    "user": {
                        "id": student.user.number,
                        "first_name": "Bob",
                        "last_name": "Tester",
                        "email": "bob@people.example",
                        "username": "bob",
                        "slug": "bob",
                        "phone": student.phone,
                        "parent_phone": "+201099999999",
                        "user_type": "student",
                        "avatar": None,
                        "logo": None,
                        "is_active": True,
                        "created_at": moment(student.user_created_at),
                        "last_login": None,
                    },
                    "id": student.number,
                    "full_name": "Bob Tester",
                    "bio": "Likes sums",
                    "profile_picture": None,
                    "date_of_birth": None,
                    "address": "",
                    "country": "",
                    "city": "Giza",
                    "gender": "",
                },
                "enrollment_date": moment(NOW),
                "ended_date": moment(place.ends_at),
                "status": "active",
                "access_type": "full_access",
                "is_completed": False,
                "is_active": True,
                "progress": "66.66",
                "last_activity": moment(NOW),
                "module": None,
            }
        ],
    }


def test_place_that_is_over_is_told_as_expired(alice, student):
    module = make_module()
    make_enrollment(student, module.course, module=module, ends_at=NOW - timedelta(seconds=1))
    for row in (
        alice.get(brief(module.course)).json()[0],
        alice.get(full(module.course)).json()["results"][0],
    ):
        assert (row["status"], row["access_type"], row["module"]) == ("expired", "no_access", module.title)


def test_pages_of_five_latest_first(alice, in_alpha):
    course = make_course()
    places = [
        make_enrollment(make_student(), course, enrolled_at=NOW + timedelta(minutes=n)) for n in range(6)
    ]
    first = alice.get(f"{full(course)}?page=&page_size=").json()
    second = alice.get(first["next"]).json()
    seen = [row["id"] for row in first["results"] + second["results"]]
    assert (first["count"], len(first["results"])) == (6, 5)
    assert seen == [place.number for place in reversed(places)]
    assert [row["id"] for row in alice.get(brief(course)).json()] == seen


def test_empty_course(alice, in_alpha):
    course = make_course(state="draft")
    assert alice.get(brief(course)).json() == []
    assert alice.get(full(course)).json() == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize("rows", [1, 3])
def test_costs_the_same_queries_for_any_rows(alice, in_alpha, django_assert_num_queries, rows):
    """Session, member, course, (count,) page."""
    module = make_module()
    for _ in range(rows):
        make_enrollment(make_student(), module.course, module=module)
    alice.get(brief(module.course))
    with django_assert_num_queries(4):
        alice.get(brief(module.course))
    with django_assert_num_queries(5):
        alice.get(full(module.course))


def test_refusals(api, alpha, alice, student, place, beta):
    bob = api(school=alpha).sign_in(student.user)
    helper = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
    with context.enter(beta):
        foreign = make_course()
    for path in (brief, full):
        for course in (foreign, uuid.uuid4(), "null"):
            assert alice.get(path(course), status=404).json() == NOT_FOUND
        assert bob.get(path(place.course), status=403).json() == NOT_TEACHER
        helper.get(path(place.course), status=200)
        api(school=alpha).get(path(place.course), status=401)
        api().get(path(place.course), status=401)
