"""Section 6 of the contract: ratings."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.courses.models import Course
from tenant_apps.courses.services import publish_course
from tenant_apps.ratings.models import Rating
from tenants import context
from tests.contracts.edupro_v1.words import NO_PERMISSION, NOT_FOUND
from tests.contracts.moments import moment
from tests.factories import make_course, make_enrollment, make_staff, make_student, owner_of
from tests.factories.ratings import make_rating

NOW = timezone.now()
EARLIER = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
NOT_ENROLLED = {"detail": "You are not enrolled in this course."}


def list_of(course_id):
    return f"/api/v1/courses/{course_id}/list-ratings/"


def create_at(course_id):
    return f"/api/v1/courses/{course_id}/ratings/create/"


def own(key):
    return f"/api/v1/course/retrive-upadate-delete-ratings/{key}/"


@pytest.fixture
def student(course):
    student = make_student(username="bobby")
    make_enrollment(student, course)
    return student


class TestList:
    def test_newest_first_for_anybody(self, api, alpha, course, student):
        dana = make_student(username="danah")
        first = make_rating(student, course, stars=5, comment="Clear.")
        second = make_rating(dana, course, stars=2)
        make_rating(make_student(), course, stars=1, hidden_at=NOW)
        make_rating(dana, make_course())

        assert api(school=alpha).get(list_of(course.id)).json() == [
            {
                "id": second.number,
                "student": {
                    "user": {"id": dana.user_number, "first_name": "Danah", "last_name": "Tester"},
                    "full_name": "Danah Tester",
                },
                "rating": 2,
                "comment": "",
                "created_at": moment(second.created_at),
            },
            {
                "id": first.number,
                "student": {
                    "user": {"id": student.user_number, "first_name": "Bobby", "last_name": "Tester"},
                    "full_name": "Bobby Tester",
                },
                "rating": 5,
                "comment": "Clear.",
                "created_at": moment(first.created_at),
            },
        ]

    def test_none(self, api, alpha, course):
        assert api(school=alpha).get(list_of(course.id)).json() == []
        assert api(school=alpha).get(list_of(course.id)[:-1]).json() == []

    def test_platform_host_finds_the_school_by_the_catalogue(self, api, course, student):
        publish_course(course_id=course.id, now=NOW)
        rating = make_rating(student, course)
        assert [row["id"] for row in api().get(list_of(course.id)).json()] == [rating.number]

    def test_platform_host_shows_it_to_whoever_is_signed_in_elsewhere(self, api, beta, course, student):
        publish_course(course_id=course.id, now=NOW)
        rating = make_rating(student, course)
        with context.enter(beta):
            dana = make_student()
        for user, kind in ((dana.user, "student"), (owner_of(beta), "staff")):
            client = api().sign_in(user, kind=kind, school=beta)
            assert [row["id"] for row in client.get(list_of(course.id)).json()] == [rating.number]
            assert api(school=beta).get(list_of(course.id), status=404).json() == NOT_FOUND

    @pytest.mark.parametrize("host", ["alpha", "beta", "platform"])
    def test_unknown_or_elsewhere(self, api, alpha, beta, course, host):
        school = {"alpha": alpha, "beta": beta, "platform": None}[host]
        client = api(school=school)
        assert client.get(list_of(uuid.uuid4()), status=404).json() == NOT_FOUND
        if host == "beta":
            assert client.get(list_of(course.id), status=404).json() == NOT_FOUND

    def test_unpublished_for_staff_and_who_has_it(self, api, alpha, course, student, bob, alice):
        Course.objects.update(state=Course.State.DRAFT)
        rating = make_rating(student, course)
        stranger = api(school=alpha).sign_in(make_student().user)
        for client in (bob, alice):
            assert [row["id"] for row in client.get(list_of(course.id)).json()] == [rating.number]
        for client in (stranger, api(school=alpha)):
            assert client.get(list_of(course.id), status=404).json() == NOT_FOUND

    def test_slices_of_the_array(self, api, alpha, course):
        numbers = [make_rating(make_student(), course).number for _ in range(5)][::-1]
        client = api(school=alpha)
        answer = client.get(list_of(course.id), {"page": 2, "page_size": 2})
        assert [row["id"] for row in answer.json()] == numbers[2:4]
        assert [answer.headers[f"X-Pagination-{name}"] for name in ("Count", "Page", "PageSize")] == [
            "5",
            "2",
            "2",
        ]
        empty = client.get(list_of(course.id), {"page": "", "page_size": ""})
        assert [row["id"] for row in empty.json()] == numbers
        assert client.get(list_of(course.id), {"page": 9}, status=404).json() == {"detail": "Invalid page."}

    def test_queries_do_not_grow_with_the_rows(self, api, alpha, course):
        client, counts = api(school=alpha), []
        for _ in range(3):
            make_rating(make_student(), course)
            with CaptureQueriesContext(connection) as queries:
                client.get(list_of(course.id))
            counts.append(len(queries))
        assert counts[1:] == [2, 2]

    def test_unchanged_is_not_sent_again(self, api, alpha, course, student):
        rating = make_rating(student, course)
        client = api(school=alpha)
        first = client.get(list_of(course.id))
        assert first.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
        client.get(list_of(course.id), status=304, HTTP_IF_NONE_MATCH=first.headers["ETag"])
        rating.delete()
        assert client.get(list_of(course.id), HTTP_IF_NONE_MATCH=first.headers["ETag"]).json() == []


class TestCreate:
    @pytest.mark.parametrize("format", ["json", "multipart"])
    def test_answers_with_names(self, bob, course, format):
        body = {"rating": 5, "comment": "Very clear. شرح رائع"}
        answer = bob.post(create_at(course.id), body, status=201, format=format).json()
        rating = Rating.objects.get()
        assert answer == {
            "id": rating.number,
            "course": "Algebra",
            "student": "Bobby Tester",
            "rating": 5,
            "comment": "Very clear. شرح رائع",
            "created_at": moment(rating.created_at),
        }
        course.refresh_from_db()
        assert (course.average_rating, course.total_reviews) == (Decimal("5.00"), 1)

    @pytest.mark.parametrize("extra", [{}, {"comment": ""}, {"comment": None}])
    def test_comment_is_optional(self, bob, course, extra):
        answer = bob.post(create_at(course.id), {"rating": 3, **extra}, status=201).json()
        assert (answer["rating"], answer["comment"]) == (3, "")

    def test_on_the_platform_host_without_final_slash(self, api, alpha, course, student):
        client = api().sign_in(student.user, school=alpha)
        assert client.post(create_at(course.id)[:-1], {"rating": 3}, status=201).json()["rating"] == 3

    @pytest.mark.parametrize(
        ("rating", "text"),
        [
            ("good", "A valid integer is required."),
            (4.5, "A valid integer is required."),
            (True, "A valid integer is required."),
            ("", "A valid integer is required."),
            (None, "This field may not be null."),
            (0, "Ensure this value is greater than or equal to 1."),
            (6, "Ensure this value is less than or equal to 5."),
            (10**30, "Ensure this value is less than or equal to 5."),
        ],
    )
    def test_stars_refused(self, bob, course, rating, text):
        assert bob.post(create_at(course.id), {"rating": rating}, status=400).json() == {"rating": [text]}
        assert Rating.objects.count() == 0

    def test_several_faults_at_once(self, bob, course):
        assert bob.post(create_at(course.id), {"comment": "x" * 501}, status=400).json() == {
            "rating": ["This field is required."],
            "comment": ["Ensure this field has no more than 500 characters."],
        }
        assert bob.post(create_at(course.id), {"rating": 3, "comment": "a\0"}, status=400).json() == {
            "comment": ["Null characters are not allowed."]
        }

    def test_twice(self, bob, course):
        bob.post(create_at(course.id), {"rating": 5}, status=201)
        assert bob.post(create_at(course.id), {"rating": 1}, status=400).json() == {
            "non_field_errors": ["You have already rated this course."]
        }
        assert Rating.objects.get().stars == 5

    def test_not_enrolled(self, api, alpha, course):
        client = api(school=alpha).sign_in(make_student().user)
        assert client.post(create_at(course.id), {"rating": 5}, status=403).json() == NOT_ENROLLED

    def test_who_may(self, api, alpha, beta, course, alice):
        assert alice.post(create_at(course.id), {"rating": 5}, status=403).json() == {
            "detail": "You are not a Student."
        }
        assert api(school=alpha).post(create_at(course.id), {"rating": 5}, status=401)
        with context.enter(beta):
            dana = make_student()
        client = api(school=beta).sign_in(dana.user)
        assert client.post(create_at(course.id), {"rating": 5}, status=404).json() == NOT_FOUND
        assert Rating.objects.count() == 0

    def test_unknown_course(self, bob):
        assert bob.post(create_at(uuid.uuid4()), {"rating": 5}, status=404).json() == NOT_FOUND
        assert bob.post("/api/v1/courses/null/ratings/create/", {"rating": 5}, status=404)


class TestOwn:
    @pytest.fixture
    def rating(self, course, student):
        return make_rating(student, course, stars=4, comment="Good.")

    @pytest.fixture(params=["id", "number"])
    def address(self, request, rating):
        return own(getattr(rating, request.param))

    def test_read_by_id_and_by_number(self, bob, rating, address):
        expected = {
            "id": rating.number,
            "course": "Algebra",
            "student": "Bobby Tester",
            "rating": 4,
            "comment": "Good.",
            "created_at": moment(rating.created_at),
        }
        assert bob.get(address).json() == expected
        assert bob.get(address[:-1]).json() == expected

    @pytest.mark.parametrize("method", ["put", "patch"])
    @pytest.mark.parametrize(
        ("body", "stars", "comment"),
        [
            ({"rating": 2}, 2, "Good."),
            ({"comment": "Bad."}, 4, "Bad."),
            ({"comment": None}, 4, ""),
            ({"rating": 5, "comment": ""}, 5, ""),
            ({}, 4, "Good."),
        ],
    )
    def test_change_what_is_given(self, bob, course, rating, address, method, body, stars, comment):
        answer = getattr(bob, method)(address, body, status=200).json()
        assert (answer["id"], answer["rating"], answer["comment"]) == (rating.number, stars, comment)
        rating.refresh_from_db()
        course.refresh_from_db()
        assert (rating.stars, rating.comment, course.average_rating) == (stars, comment, Decimal(stars))

    def test_change_refused(self, bob, rating, address):
        assert bob.patch(address, {"rating": 9, "comment": "x" * 501}, status=400).json() == {
            "rating": ["Ensure this value is less than or equal to 5."],
            "comment": ["Ensure this field has no more than 500 characters."],
        }
        rating.refresh_from_db()
        assert (rating.stars, rating.comment) == (4, "Good.")

    def test_delete(self, bob, course, address):
        assert bob.delete(address, status=204).content == b""
        assert bob.get(address, status=404).json() == NOT_FOUND
        course.refresh_from_db()
        assert (Rating.objects.count(), course.total_reviews) == (0, 0)

    @pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
    def test_others(self, api, alpha, beta, alice, rating, address, method):
        classmate = api(school=alpha).sign_in(make_student().user)
        assistant = api(school=alpha).sign_in(make_staff("assistant").user, kind="staff")
        with context.enter(beta):
            elsewhere = api(school=beta).sign_in(make_student().user)
        for client in (classmate, assistant, alice):
            assert getattr(client, method)(address, {"rating": 1}, status=403).json() == NO_PERMISSION
        assert getattr(elsewhere, method)(address, {"rating": 1}, status=404).json() == NOT_FOUND
        assert getattr(api(school=alpha), method)(address, {"rating": 1}, status=401)
        rating.refresh_from_db()
        assert rating.stars == 4

    @pytest.mark.parametrize("key", [uuid.uuid4(), 0, 2**53 - 1])
    def test_unknown(self, bob, key):
        assert bob.get(own(key), status=404).json() == NOT_FOUND

    @pytest.mark.parametrize("key", ["null", "1" * 17, "-1", "undefined"])
    def test_what_is_no_id(self, bob, key):
        assert bob.get(own(key), status=404)

    def test_hidden_one_is_still_its_authors(self, bob, rating, address):
        Rating.objects.update(hidden_at=NOW, hidden_reason="Insults")
        assert bob.get(address).json()["rating"] == 4

    def test_survives_the_end_of_the_place(self, bob, student, rating, address):
        student.enrollments.update(ends_at=NOW - timedelta(days=1))
        assert bob.patch(address, {"rating": 1}, status=200).json()["rating"] == 1
