"""Section 7 of the contract: ratings."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenant_apps.courses.services import publish_course
from tenant_apps.ratings.models import Rating
from tests.contracts.edupro.words import COURSE_MISSING, NOBODY
from tests.contracts.moments import moment
from tests.factories import make_enrollment, make_student, owner_of
from tests.factories.ratings import make_rating

NOW = timezone.now()


def list_of(course_id):
    return f"/api/courses/{course_id}/list-ratings/"


def create_at(course_id):
    return f"/api/courses/{course_id}/ratings/create/"


def own(key):
    return f"/api/course/retrive-upadate-delete-ratings/{key}/"


@pytest.fixture
def student(course):
    student = make_student(username="bobby")
    make_enrollment(student, course)
    return student


class TestList:
    def test_newest_first_for_anybody(self, api, alpha, course, student):
        first = make_rating(student, course, stars=5, comment="Clear.")
        dana = make_student(username="danah")
        second = make_rating(dana, course, stars=2)
        make_rating(make_student(), course, stars=1, hidden_at=NOW)

        expected = [
            {
                "id": str(second.id),
                "rating": 2,
                "comment": None,
                "student": {
                    "id": str(dana.user_id),
                    "username": "danah",
                    "first_name": "Danah",
                    "last_name": "Tester",
                },
                "created_at": moment(second.created_at),
            },
            {
                "id": str(first.id),
                "rating": 5,
                "comment": "Clear.",
                "student": {
                    "id": str(student.user_id),
                    "username": "bobby",
                    "first_name": "Bobby",
                    "last_name": "Tester",
                },
                "created_at": moment(first.created_at),
            },
        ]
        assert api(school=alpha).get(list_of(course.id)).json() == expected
        assert api(school=alpha).get(list_of(course.id)[:-1]).json() == expected

    def test_platform_host_finds_the_school_by_the_catalogue(self, api, course, student):
        publish_course(course_id=course.id, now=NOW)
        rating = make_rating(student, course)
        assert [row["id"] for row in api().get(list_of(course.id)).json()] == [str(rating.id)]

    def test_unknown_course(self, api, alpha, beta, course):
        for client in (api(), api(school=beta)):
            assert client.get(list_of(course.id), status=404).json() == COURSE_MISSING
        assert api(school=alpha).get(list_of("null"), status=404)

    def test_slices_and_queries(self, api, alpha, course):
        client, counts, ids = api(school=alpha), [], []
        for _ in range(3):
            ids.insert(0, str(make_rating(make_student(), course).id))
            with CaptureQueriesContext(connection) as queries:
                client.get(list_of(course.id))
            counts.append(len(queries))
        assert counts[1:] == [2, 2]
        answer = client.get(list_of(course.id), {"page_size": 2, "page": 2})
        assert [row["id"] for row in answer.json()] == ids[2:]
        assert answer.headers["X-Pagination-Count"] == "3"


class TestCreate:
    def test_message(self, bob, course):
        body = {"rating": 4, "comment": "Very clear."}
        assert bob.post(create_at(course.id), body, status=201).json() == {
            "message": "Rating created successfully"
        }
        rating = Rating.objects.get()
        course.refresh_from_db()
        assert (rating.stars, rating.comment, course.average_rating) == (4, "Very clear.", Decimal("4.00"))

    def test_cookie_works_too_without_final_slash(self, api, alpha, course, student):
        client = api(school=alpha).sign_in(student.user)
        client.post(create_at(course.id)[:-1], {"rating": 4}, status=201)
        assert Rating.objects.count() == 1

    def test_who_may(self, api, alpha, course):
        assert api(school=alpha).post(create_at(course.id), {"rating": 4}, status=401).json() == NOBODY
        alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
        assert alice.post(create_at(course.id), {"rating": 4}, status=403).json() == {
            "error": "Wrong user type",
            "detail": "This action is only available for teachers/students.",
        }

    def test_unknown_course(self, bob):
        assert bob.post(create_at(uuid.uuid4()), {"rating": 4}, status=404).json() == COURSE_MISSING


class TestOwn:
    @pytest.fixture
    def rating(self, course, student):
        return make_rating(student, course, stars=4)

    def test_read(self, bob, course, student, rating):
        assert bob.get(own(rating.id)).json() == {
            "id": str(rating.id),
            "rating": 4,
            "comment": None,
            "course": str(course.id),
            "student": str(student.user_id),
            "created_at": moment(rating.created_at),
        }

    @pytest.mark.parametrize("method", ["put", "patch"])
    def test_change_what_is_given(self, bob, course, rating, method):
        send = getattr(bob, method)
        assert send(own(rating.id), {"comment": "Fine."}, status=200).json()["comment"] == "Fine."
        answer = send(own(rating.id), {"rating": 1}, status=200).json()
        assert (answer["id"], answer["rating"], answer["comment"]) == (str(rating.id), 1, "Fine.")
        course.refresh_from_db()
        assert course.average_rating == Decimal("1.00")

    def test_delete(self, bob, course, rating):
        assert bob.delete(own(rating.id), status=200).json() == {"message": "Rating deleted successfully"}
        course.refresh_from_db()
        assert (Rating.objects.count(), course.total_reviews) == (0, 0)

    def test_nobody(self, api, alpha, rating):
        for method in ("get", "put", "patch", "delete"):
            assert getattr(api(school=alpha), method)(own(rating.id), status=401).json() == NOBODY

    def test_number_of_the_other_contract_is_no_id_here(self, bob, rating):
        assert bob.get(own(rating.number), status=404)
