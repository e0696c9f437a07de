"""Section 7 of the contract, without 7.6: modules."""

from __future__ import annotations

import pytest

from tenant_apps.courses.models import Module
from tests.contracts.edupro_v1.module_paths import create, delete, detail, listing, update
from tests.contracts.edupro_v1.words import NOT_FOUND
from tests.factories import (
    make_lesson,
    make_module,
)
from tests.uploads import picture, upload


def test_new_module_is_answered_whole(alice, course):
    sent = {"title": "Lines", "description": "About lines", "order": 1}
    made = alice.post(create(course.id), sent, status=201).json()
    assert made == {
        "id": str(Module.objects.get().id),
        "title": "Lines",
        "course": "Algebra",
        "description": "About lines",
        "order": 1,
        "price": "0.00",
        "is_free": False,
        "is_published": False,
        "total_lessons": 0,
        "total_duration": 0,
        "image_url": None,
    }


def test_form_with_picture_price_and_publishing(alice, course):
    sent = {"title": "Lines", "order": "4", "price": "25", "is_published": "true", "image": picture()}
    made = alice.post(create(course.id), sent, status=201, format="multipart").json()
    row = Module.objects.get()
    assert (made["price"], made["is_published"], made["order"]) == ("25.00", True, 4)
    assert made["image_url"] == f"http://alice.edupro.test/media/{row.image.name}"


def test_order_left_out_means_last(alice, course):
    make_module(course, order=3)
    sent = {"title": "Lines", "order": "", "price": "", "image": ""}
    assert alice.post(create(course.id), sent, status=201, format="multipart").json()["order"] == 4


REFUSED = [
    ({"order": 2}, {"title": ["This field is required."]}),
    ({"title": "", "order": 2}, {"title": ["Title must not be empty."]}),
    ({"title": "  ", "order": 2}, {"title": ["Title must not be empty."]}),
    ({"title": "ab", "order": 2}, {"title": ["Title must be at least 3 characters long."]}),
    ({"title": "Lines", "order": 0}, {"order": ["Module order must be greater than 0"]}),
    ({"title": "Lines", "order": -4}, {"order": ["Module order must be greater than 0"]}),
    ({"title": "Lines", "order": "x"}, {"order": ["A valid integer is required."]}),
    ({"title": "Lines", "order": 10**30}, {"order": ["Module order must be greater than 0"]}),
    (
        {"title": "a", "order": 0},
        {
            "title": ["Title must be at least 3 characters long."],
            "order": ["Module order must be greater than 0"],
        },
    ),
    ({"title": "Lines", "is_free": True, "price": "5"}, {"price": ["Price must be 0 for free modules"]}),
]


@pytest.mark.parametrize(("data", "body"), REFUSED)
def test_module_is_refused(alice, course, data, body):
    make_module(course)
    assert alice.post(create(course.id), data, status=400).json() == body
    assert Module.objects.count() == 1


def test_order_is_taken_once_in_the_words_of_each_endpoint(alice, course):
    first, second = make_module(course), make_module(course)
    assert alice.post(create(course.id), {"title": "Lines", "order": 1}, status=400).json() == {
        "non_field_errors": ["there is already course in this order"]
    }
    assert alice.patch(update(second.id), {"order": 1}, status=400).json() == {
        "non_field_errors": ["There is already a module with this order in the course."]
    }
    assert alice.patch(update(first.id), {"order": 1}).json()["order"] == 1


PICTURES = [
    ((b"<svg/>", "a.svg"), "The image must be JPG or PNG."),
    ((b"GIF89a" + b"\0" * 50, "a.png"), "The image must be JPG or PNG."),
    ((b"\x89PNG" + b"\0" * 2 * 1024 * 1024, "a.png"), "Image size must be less than 2MB."),
]


@pytest.mark.parametrize(("image", "text"), PICTURES)
def test_picture_of_a_module_is_refused(alice, course, image, text):
    sent = {"title": "Lines", "image": upload(*image)}
    assert alice.post(create(course.id), sent, status=400, format="multipart").json() == {"image": [text]}
    module = make_module(course)
    again = {"image": upload(*image)}
    assert alice.put(update(module.id), again, status=400, format="multipart").json() == {"image": [text]}


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_only_given_fields_change(alice, course, verb):
    module = make_module(course, description="d", image="")
    answer = getattr(alice, verb)(update(module.id), {"title": "Curves", "course": "x", "total_lessons": 5})
    assert answer.json() == {
        "id": str(module.id),
        "title": "Curves",
        "course": "Algebra",
        "description": "d",
        "order": 1,
        "price": "40.00",
        "is_free": False,
        "is_published": True,
        "total_lessons": 0,
        "total_duration": 0,
        "image_url": None,
        "lessons": [],
    }


def test_module_is_hidden_and_shown(alice, bob, course):
    module = make_module(course)
    alice.patch(update(module.id), {"is_published": "false"}, format="multipart")
    assert bob.get(detail(module.id), status=404).json() == NOT_FOUND
    alice.patch(update(module.id), {"is_published": True})
    assert bob.get(detail(module.id)).json()["title"] == module.title


def test_module_is_deleted(alice, course):
    module = make_module(course)
    assert alice.delete(delete(module.id), status=200).json() == {"detail": "Module deleted successfully."}
    assert alice.delete(delete(module.id), status=404).json() == NOT_FOUND


def test_list_is_in_order_all_for_staff_and_published_for_students(alice, bob, course):
    make_module(course, title="Second", order=2)
    make_module(course, title="First", order=1, is_published=False, description="d")
    assert [one["title"] for one in alice.get(listing(course.id)).json()] == ["First", "Second"]
    seen = bob.get(listing(course.id)).json()
    assert [one["title"] for one in seen] == ["Second"]
    assert sorted(seen[0]) == sorted(
        [
            *("id", "title", "course", "description", "order", "price", "is_free", "is_published"),
            *("total_lessons", "total_duration", "image_url"),
        ]
    )


def test_course_without_modules_is_an_empty_list(alice, bob, course):
    assert (alice.get(listing(course.id)).json(), bob.get(listing(course.id)).json()) == ([], [])


def test_detail_lists_lessons_all_for_staff_and_published_for_students(alice, bob, course):
    module = make_module(course)
    shown = make_lesson(module, title="Shown", order=2)
    make_lesson(module, title="Hidden", order=1, is_published=False)
    assert [one["title"] for one in alice.get(detail(module.id)).json()["lessons"]] == ["Hidden", "Shown"]
    assert bob.get(detail(module.id)).json()["lessons"] == [
        {"id": str(shown.id), "title": "Shown", "duration": 600, "thumbnail": None}
    ]


@pytest.mark.parametrize(("which", "queries"), [("list", 4), ("detail", 4)])
def test_lists_ask_the_same_for_one_and_three(alice, course, django_assert_num_queries, which, queries):
    module = make_module(course)
    make_lesson(module)
    path = listing(course.id) if which == "list" else detail(module.id)
    alice.get(path)  # warms the map of hosts
    with django_assert_num_queries(queries):
        alice.get(path)
    for _number in range(2):
        make_module(course)
        make_lesson(module)
    with django_assert_num_queries(queries):
        alice.get(path)
