"""Section 2 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest

from shared_apps.categories.models import Category
from tenant_apps.courses.models import Course
from tenants import context
from tests.factories import make_course, make_enrollment, make_staff, make_student
from tests.uploads import upload

CREATE = "/api/course/create/"
NO_IMAGE = "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
MISSING = {"error": "Course not found", "detail": "No course found with the provided ID."}


def update(key):
    return f"/api/course/update/{key}/"


def delete(key):
    return f"/api/course/course-delete/{key}/"


@pytest.fixture
def category(in_alpha):
    return Category.objects.create(name="Algebra")


@pytest.fixture
def body(category):
    return {"title": "Sets", "description": "About sets.", "category": str(category.id), "price": "150.00"}


@pytest.fixture
def others(api, alpha, in_alpha):
    """A student and an assistant of the school."""
    return [
        api(school=alpha).sign_in(make_student().user, bearer=True),
        api(school=alpha).sign_in(make_staff("assistant").user, kind="staff", bearer=True),
    ]


@pytest.mark.catalogue(
    "C2.1 course create: field validation (title, description, category, price, thumbnail)"
)
def test_course_with_wrong_fields(alice, body):
    assert alice.post(CREATE, {}, status=400).json() == {
        "title": ["This field is required."],
        "description": ["This field is required."],
        "category": ["This field is required."],
        "price": ["This field is required."],
    }
    wrong = {"category": str(uuid.uuid4()), "price": "-1"}
    assert alice.post(CREATE, {**body, **wrong}, status=400).json() == {
        "category": ["Invalid category ID."],
        "price": ["Price must be greater than or equal to 0."],
    }
    nonsense = {"category": "7", "price": "cheap"}
    assert alice.post(CREATE, {**body, **nonsense}, status=400).json() == {
        "category": ["Invalid category ID."],
        "price": ["A valid number is required."],
    }
    form = {**body, "thumbnail": upload(b"<svg onload=alert(1)>", "a.png")}
    told = alice.post(CREATE, form, status=400, format="multipart").json()
    assert told == {"thumbnail": [NO_IMAGE]}
    assert alice.post(CREATE, {**body, "thumbnail": "a.png"}, status=400).json() == {"thumbnail": [NO_IMAGE]}
    assert Course.objects.count() == 0


@pytest.mark.catalogue("C2.1 course create: free flag and price contradict")
def test_course_that_is_free_and_has_a_price(alice, body):
    assert alice.post(CREATE, {**body, "is_free": True}, status=400).json() == {
        "price": ["Price must be 0 for free courses"]
    }
    assert Course.objects.count() == 0
    course = make_course(price=Decimal(100))
    assert alice.patch(update(course.id), {"is_free": True}, status=400).json() == {
        "is_free": ["Cannot set course as free with non-zero price"]
    }
    course.refresh_from_db()
    assert (course.is_free, course.price) == (False, Decimal(100))


@pytest.mark.catalogue("C2.1 course create: only teachers")
def test_course_by_who_teaches_nothing(others, body):
    for client in others:
        assert client.post(CREATE, body, status=403).json() == {
            "error": "Permission denied",
            "detail": "Only teachers can create courses.",
        }
    assert Course.objects.count() == 0


@pytest.mark.catalogue("C2.2 course update: course not found")
@pytest.mark.parametrize("method", ["put", "patch"])
def test_course_that_is_not_there(alice, beta, method):
    with context.enter(beta):
        foreign = make_course(title="Theirs")
    for key in (foreign.id, uuid.uuid4()):
        assert getattr(alice, method)(update(key), {"title": "Mine"}, status=404).json() == MISSING
    with context.enter(beta):
        assert Course.objects.get().title == "Theirs"


@pytest.mark.catalogue("C2.2 course update: not owner")
@pytest.mark.parametrize("method", ["put", "patch"])
def test_course_of_the_teacher(others, method):
    course = make_course(title="Hers")
    for client in others:
        assert getattr(client, method)(update(course.id), {"title": "Mine"}, status=403).json() == {
            "error": "Permission denied",
            "detail": "You can only update your own courses.",
        }
    assert Course.objects.get().title == "Hers"


@pytest.mark.catalogue("C2.2 course update: invalid category")
def test_category_that_is_not_there(alice, category):
    course = make_course(category_id=category.id)
    for key in (str(uuid.uuid4()), "null-and-void", category.number):
        assert alice.patch(update(course.id), {"category": key}, status=400).json() == {
            "category": ["Invalid category ID."]
        }
    course.refresh_from_db()
    assert course.category_id == category.id


@pytest.mark.catalogue("C2.3 course delete: has active enrolments")
def test_course_in_which_somebody_learns(alice, in_alpha):
    course = make_course()
    make_enrollment(make_student(), course)
    assert alice.delete(delete(course.id), status=400).json() == {
        "error": "Cannot delete course",
        "detail": "Course has active enrollments and cannot be deleted.",
    }
    assert Course.objects.count() == 1


@pytest.mark.catalogue("C2.3 course delete: not owner")
def test_course_that_others_would_delete(others):
    course = make_course()
    for client in others:
        assert client.delete(delete(course.id), status=403).json() == {
            "error": "Permission denied",
            "detail": "You can only delete your own courses.",
        }
    assert Course.objects.count() == 1
