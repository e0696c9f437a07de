"""Section 3 of the contract: one school's courses as its teacher and others read them."""

from __future__ import annotations

import pytest
from django.core.cache import caches

from shared_apps.categories.models import Category
from shared_apps.categories.selectors import card_of
from tenant_apps.courses.models import Course
from tenants import context
from tests.contracts.edupro_v1.course_paths import NOW, OWN, detail, private, published
from tests.contracts.edupro_v1.words import NOT_FOUND
from tests.factories import (
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
)


@pytest.fixture
def category(alpha):
    return Category.objects.create(name="Maths")


def test_course_off_the_shop_is_seen_by_staff_and_by_students_who_have_it(api, alice, alpha):
    with context.enter(alpha):
        course = make_course(state="draft")
        bob = make_student()
        helper = make_staff(role="assistant")
    assert alice.get(detail(course.id)).json()["is_published"] is False
    api(school=alpha).sign_in(helper.user, kind="staff").get(detail(course.id))
    student = api(school=alpha).sign_in(bob.user)
    for client in (api(), api(school=alpha), student):
        assert client.get(detail(course.id), status=404).json() == NOT_FOUND
    with context.enter(alpha):
        make_enrollment(bob, course)
    assert student.get(detail(course.id)).json()["is_published"] is False


def test_published_course_is_seen_by_everybody_but_other_schools_hosts(api, alpha, beta, category):
    with context.enter(alpha):
        course = published(category=card_of(category))
    seen = api().get(detail(course.id)).json()
    assert (seen["id"], seen["category"]["id"], seen["is_published"]) == (
        str(course.id),
        category.number,
        True,
    )
    assert api(school=alpha).get(detail(course.id)).json() == seen
    assert api(school=beta).get(detail(course.id), status=404).json() == NOT_FOUND


def test_own_list_is_newest_first_with_drafts(alice, alpha):
    assert alice.get(OWN).json() == []
    with context.enter(alpha):
        for number, title in enumerate(["First", "Second", "Third"]):
            course = make_course(title=title, state="draft" if number == 1 else "published")
            Course.objects.filter(pk=course.pk).update(created_at=NOW.replace(hour=number))
    seen = alice.get(OWN).json()
    assert [(one["title"], one["is_published"]) for one in seen] == [
        ("Third", True),
        ("Second", False),
        ("First", True),
    ]
    assert seen[0]["category"] == {"id": None, "name": "", "icon": None}


def test_category_renamed_later_shows_its_present_name(alice, alpha, category):
    with context.enter(alpha):
        published(category=card_of(category))
    Category.objects.update(name="Mathematics")
    assert alice.get(OWN).json()[0]["category"]["name"] == "Mathematics"
    Category.objects.all().delete()
    caches["platform"].clear()
    assert alice.get(OWN).json()[0]["category"] == {"id": category.number, "name": "Maths", "icon": None}


def test_private_details_show_what_is_not_published(alice, alpha):
    with context.enter(alpha):
        course = make_course(state="draft")
        module = make_module(course, is_published=False)
        lesson = make_lesson(module, is_published=False)
        make_module(course)
    seen = alice.get(private(course.id)).json()
    assert [one["is_published"] for one in seen["modules"]] == [False, True]
    assert seen["modules"][1]["lessons"] == []
    assert seen["modules"][0]["lessons"] == [
        {
            "id": str(lesson.id),
            "title": lesson.title,
            "duration": 600,
            "thumbnail": None,
            "order": 1,
            "is_published": False,
            "is_free": False,
        }
    ]


@pytest.mark.parametrize(("path", "queries"), [(OWN, 3), ("private", 5)])
def test_lists_ask_the_same_for_one_and_three(
    alice, alpha, category, django_assert_num_queries, path, queries
):
    with context.enter(alpha):
        course = published(category=card_of(category))
        make_lesson(make_module(course))
    path = private(course.id) if path == "private" else path
    alice.get(path)  # warms the caches of host and categories
    with django_assert_num_queries(queries):
        alice.get(path)
    with context.enter(alpha):
        for number in range(2):
            published(title=f"Course {number}", category=card_of(category))
            make_lesson(make_module(course))
    with django_assert_num_queries(queries):
        alice.get(path)
