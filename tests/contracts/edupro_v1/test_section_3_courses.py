"""Section 3 of the contract: one school's courses as their teacher writes them."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest

from shared_apps.categories.models import Category
from shared_apps.categories.selectors import card_of
from tenant_apps.courses.models import Course
from tenants import context
from tests.contracts.edupro_v1.course_paths import CREATE, delete, detail, published, update
from tests.contracts.edupro_v1.words import NOT_FOUND
from tests.factories import make_course
from tests.uploads import picture, upload, video


@pytest.fixture
def category(alpha):
    return Category.objects.create(name="Maths")


def test_new_course_is_answered_whole(alice, alpha, category):
    made = alice.post(
        CREATE,
        {
            "title": "Algebra",
            "description": "All",
            "price": "150.5",
            "is_free": False,
            "category": category.number,
        },
        status=201,
    ).json()
    with context.enter(alpha):
        row = Course.objects.get()
    assert made == {
        "id": str(row.id),
        "title": "Algebra",
        "description": "All",
        "trailer_video": None,
        "price": "150.50",
        "is_published": False,
        "is_free": False,
        "category": {"id": category.number, "name": "Maths", "icon": None},
        "thumbnail": None,
        "created_at": row.created_at.isoformat().replace("+00:00", "Z"),
        "total_enrollments": 0,
        "total_lessons": 0,
        "total_reviews": 0,
        "average_rating": 0.0,
        "total_durations": 0,
    }


def test_form_with_files_and_empty_fields(alice, alpha):
    sent = {
        "title": "جبر",
        "description": "",
        "trailer_video": video("trailer.mp4"),
        "thumbnail": picture(),
        "price": "",
        "category": "",
        "is_free": "true",
    }
    made = alice.post(CREATE, sent, status=201, format="multipart").json()
    with context.enter(alpha):
        row = Course.objects.get()
    assert made["trailer_video"] == f"http://alice.edupro.test/media/{row.trailer_video.name}"
    assert made["thumbnail"] == f"http://alice.edupro.test/media/{row.thumbnail.name}"
    assert (made["price"], made["is_free"], made["category"]) == (
        "0.00",
        True,
        {"id": None, "name": "", "icon": None},
    )


def test_empty_files_mean_none(alice):
    sent = {"title": "Algebra", "trailer_video": "", "thumbnail": ""}
    made = alice.post(CREATE, sent, status=201, format="multipart").json()
    assert (made["trailer_video"], made["thumbnail"]) == (None, None)


REFUSED = [
    ({}, {"title": ["This field is required."]}),
    ({"title": " "}, {"title": ["This field may not be blank."]}),
    ({"title": "A", "is_free": True, "price": "5"}, {"price": ["Price must be 0 for free courses"]}),
    ({"title": "A", "price": "-1"}, {"price": ["Ensure this value is greater than or equal to 0."]}),
    (
        {"title": "A", "price": "1e9"},
        {"price": ["Ensure that there are no more than 8 digits before the decimal point."]},
    ),
    ({"title": "A", "price": "x"}, {"price": ["A valid number is required."]}),
    ({"title": "A", "category": 5}, {"category": ['Invalid pk "5" - object does not exist.']}),
    ({"title": "A", "category": "x"}, {"category": ["A valid integer is required."]}),
    ({"title": "x" * 201}, {"title": ["Ensure this field has no more than 200 characters."]}),
    ({"title": "A", "is_free": "maybe"}, {"is_free": ["Must be a valid boolean."]}),
    (
        {"title": "A", "thumbnail": "x"},
        {"thumbnail": ["The submitted data was not a file. Check the encoding type on the form."]},
    ),
]


@pytest.mark.parametrize(("data", "body"), REFUSED)
def test_course_is_refused(alice, alpha, data, body):
    assert alice.post(CREATE, data, status=400).json() == body
    with context.enter(alpha):
        assert Course.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "file", "text"),
    [
        ("thumbnail", upload(b"<script>", "a.png"), "The image must be JPG or PNG."),
        ("thumbnail", upload(b"x" * (2 * 1024 * 1024 + 1), "a.png"), "Image size must be less than 2MB."),
        ("trailer_video", upload(b"<html>", "a.mp4"), "Unsupported extensions"),
    ],
)
def test_file_of_a_course_is_refused(alice, alpha, field, file, text):
    body = alice.post(CREATE, {"title": "A", field: file}, status=400, format="multipart").json()
    assert body == {field: [text]}
    with context.enter(alpha):
        assert Course.objects.count() == 0


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_only_given_fields_change(alice, alpha, verb, category):
    with context.enter(alpha):
        course = published(price=Decimal(50), category=card_of(category), thumbnail=picture())
    answer = getattr(alice, verb)(update(course.id), {"title": "Geometry"}).json()
    assert (answer["title"], answer["price"], answer["is_published"]) == ("Geometry", "50.00", True)
    assert answer["category"]["name"] == "Maths"
    assert answer["thumbnail"] == f"http://alice.edupro.test/media/{course.thumbnail.name}"


def test_fields_of_the_server_have_no_effect(alice, alpha):
    with context.enter(alpha):
        course = make_course(state="draft")
    sent = {
        "id": str(uuid.uuid4()),
        "state": "published",
        "tenant": str(uuid.uuid4()),
        "teacher": 5,
        "created_at": "2020-01-01T00:00:00Z",
        "published_at": "2020-01-01T00:00:00Z",
    }
    counts = (
        "total_enrollments",
        "total_lessons",
        "total_reviews",
        "average_rating",
        "version",
        "access_days",
    )
    sent |= dict.fromkeys(counts, 9)
    before = vars(course).copy()
    alice.patch(update(course.id), sent)
    with context.enter(alpha):
        course.refresh_from_db()
    changed = {name for name in before if not name.startswith("_") and getattr(course, name) != before[name]}
    assert changed == {"version", "updated_at"}
    assert course.version == 1


def test_empty_form_fields_leave_price_and_files(alice, alpha):
    with context.enter(alpha):
        course = published(price=Decimal(50), thumbnail=picture())
    sent = {"price": "", "thumbnail": "", "trailer_video": "", "category": ""}
    answer = alice.put(update(course.id), sent, format="multipart").json()
    assert (answer["price"], answer["thumbnail"]) == (
        "50.00",
        f"http://alice.edupro.test/media/{course.thumbnail.name}",
    )
    assert alice.patch(update(course.id), {"thumbnail": None}).json()["thumbnail"] is None


def test_publishing_and_taking_back(api, alice, alpha):
    with context.enter(alpha):
        course = make_course(state="draft")
    api().get(detail(course.id), status=404)
    assert (
        alice.patch(update(course.id), {"is_published": "true"}, format="multipart").json()["is_published"]
        is True
    )
    assert api().get(detail(course.id)).json()["title"] == course.title
    assert alice.patch(update(course.id), {"is_published": False}).json()["is_published"] is False
    assert api().get(detail(course.id), status=404).json() == NOT_FOUND


def test_price_of_a_free_course_is_refused_on_update(alice, alpha):
    with context.enter(alpha):
        course = make_course(is_free=True)
    body = alice.patch(update(course.id), {"price": "5"}, status=400).json()
    assert body == {"price": ["Price must be 0 for free courses"]}


def test_course_is_deleted(alice, alpha):
    with context.enter(alpha):
        course = published()
    assert alice.delete(delete(course.id), status=204).content == b""
    assert alice.delete(delete(course.id), status=404).json() == NOT_FOUND
