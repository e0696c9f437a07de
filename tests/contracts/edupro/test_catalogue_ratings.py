"""Section 7 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import uuid

import pytest

from tenant_apps.ratings.models import Rating
from tenants import context
from tests.factories import make_course, make_enrollment, make_student, owner_of
from tests.factories.ratings import make_rating

NOT_OWNER = {"error": "Permission denied", "detail": "You can only modify your own ratings."}
UNKNOWN = {"error": "Rating not found", "detail": "The specified rating does not exist."}


def create_at(course):
    return f"/api/courses/{course.id}/ratings/create/"


def own(key):
    return f"/api/course/retrive-upadate-delete-ratings/{key}/"


@pytest.fixture
def course(in_alpha):
    return make_course()


@pytest.fixture
def student(course):
    student = make_student()
    make_enrollment(student, course)
    return student


@pytest.mark.catalogue("C7.1 rating create: not enrolled")
def test_rating_without_a_place(api, alpha, course):
    stranger = api(school=alpha).sign_in(make_student().user, bearer=True)
    assert stranger.post(create_at(course), {"rating": 5}, status=403).json() == {
        "error": "Not enrolled",
        "detail": "You must be enrolled in this course to rate it.",
    }
    assert Rating.objects.count() == 0


@pytest.mark.catalogue("C7.1 rating create: already rated")
def test_rating_twice(bob, course):
    bob.post(create_at(course), {"rating": 5}, status=201)
    assert bob.post(create_at(course), {"rating": 1}, status=400).json() == {
        "error": "Already rated",
        "detail": "You have already rated this course.",
    }
    assert Rating.objects.get().stars == 5


@pytest.mark.catalogue("C7.1 rating create: range and length")
@pytest.mark.parametrize(
    ("rating", "text"),
    [
        ("great", "A valid integer is required."),
        (0, "Rating must be between 1 and 5."),
        (6, "Rating must be between 1 and 5."),
    ],
)
def test_rating_with_wrong_values(bob, course, rating, text):
    body = {"rating": rating, "comment": "x" * 501}
    assert bob.post(create_at(course), body, status=400).json() == {
        "rating": [text],
        "comment": ["Comment cannot exceed 500 characters."],
    }
    assert Rating.objects.count() == 0


@pytest.mark.catalogue("C7.2 rating update/delete: rating not found")
@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_rating_that_is_not_there(bob, beta, method):
    with context.enter(beta):
        student = make_student()
        foreign = make_rating(student, make_course())
    for key in (uuid.uuid4(), foreign.id):
        assert getattr(bob, method)(own(key), {"rating": 1}, status=404).json() == UNKNOWN


@pytest.mark.catalogue("C7.2 rating update/delete: not rating owner")
@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_rating_of_somebody_else(api, alpha, bob, course, method):
    rating = make_rating(make_student(), course)
    alice = api(school=alpha).sign_in(owner_of(alpha), kind="staff", bearer=True)
    for client in (bob, alice):
        assert getattr(client, method)(own(rating.id), {"rating": 1}, status=403).json() == NOT_OWNER
    rating.refresh_from_db()
    assert rating.stars == 4
