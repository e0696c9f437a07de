"""Who may open which lesson."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from shared_apps.kernel.errors import NotFound
from tenant_apps.enrollments.errors import LessonClosed
from tenant_apps.enrollments.selectors import (
    can_open_lesson,
    course_progress,
    get_lesson_for_student,
    get_module_for_student,
)
from tests.factories import (
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_progress,
    make_student,
)

NOW = timezone.now()
AGO = NOW - timedelta(seconds=1)


@pytest.fixture
def bob(in_alpha):
    return make_student(username="bob")


@pytest.fixture
def lesson(in_alpha):
    return make_lesson()


def may(student, lesson):
    return can_open_lesson(student=student, lesson=lesson, now=NOW)


def test_stranger_may_not(bob, lesson):
    assert may(bob, lesson) is False
    with pytest.raises(LessonClosed):
        get_lesson_for_student(student=bob, lesson_id=lesson.id, now=NOW)


def test_enrolled_in_the_course_may(bob, lesson):
    make_enrollment(bob, lesson.course)
    assert may(bob, lesson) is True
    assert get_lesson_for_student(student=bob, lesson_id=lesson.id, now=NOW) == lesson


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"status": "completed"}, True),
        ({"ends_at": None}, True),
        ({"ends_at": NOW}, False),
        ({"ends_at": AGO}, False),
        ({"status": "completed", "ends_at": AGO}, False),
        ({"status": "expired"}, False),
        ({"status": "pending"}, False),
        ({"status": "cancelled"}, False),
        ({"access_type": "no_access"}, False),
        ({"is_active": False}, False),
    ],
)
def test_only_a_live_place_opens(bob, lesson, fields, expected):
    place = make_enrollment(bob, lesson.course, **fields)
    assert may(bob, lesson) is expected
    assert place.is_live(NOW) is expected


def test_module_place_opens_that_module_only(bob, lesson):
    other = make_lesson(make_module(lesson.course))
    make_enrollment(bob, lesson.course, module=lesson.module)
    assert (may(bob, lesson), may(bob, other)) == (True, False)


def test_someone_elses_place_does_not_open(bob, lesson):
    make_enrollment(make_student(), lesson.course)
    assert may(bob, lesson) is False


def test_another_courses_place_does_not_open(bob, lesson):
    make_enrollment(bob, make_course())
    assert may(bob, lesson) is False


def test_blocked_student_may_not(in_alpha, lesson):
    charlie = make_student(is_active=False)
    make_enrollment(charlie, lesson.course)
    assert may(charlie, lesson) is False


def test_free_lesson_is_a_preview_of_a_published_course(bob):
    assert may(bob, make_lesson(is_free=True)) is True
    assert may(bob, make_lesson(make_module(make_course(state="draft")), is_free=True)) is False


@pytest.mark.parametrize("hidden", ["lesson", "module"])
def test_unpublished_does_not_exist_even_for_the_enrolled(bob, hidden):
    module = make_module(is_published=hidden != "module")
    lesson = make_lesson(module, is_published=hidden != "lesson", is_free=True)
    make_enrollment(bob, module.course)
    assert may(bob, lesson) is False
    with pytest.raises(NotFound):
        get_lesson_for_student(student=bob, lesson_id=lesson.id, now=NOW)


def test_course_out_of_the_shop_stays_open_to_those_who_have_it(bob):
    lesson = make_lesson(make_module(make_course(state="draft")))
    make_enrollment(bob, lesson.course)
    assert may(bob, lesson) is True


def test_unknown_lesson_and_module_are_missing(bob):
    with pytest.raises(NotFound):
        get_lesson_for_student(student=bob, lesson_id=uuid.uuid4(), now=NOW)
    with pytest.raises(NotFound):
        get_module_for_student(student=bob, module_id=uuid.uuid4(), now=NOW)


def test_module_is_seen_closed_before_and_open_after(bob):
    module = make_module()
    assert get_module_for_student(student=bob, module_id=module.id, now=NOW).is_open is False
    make_enrollment(bob, module.course, module=module)
    assert get_module_for_student(student=bob, module_id=module.id, now=NOW).is_open is True


def test_module_of_a_draft_course_is_seen_only_by_those_who_have_it(bob):
    module = make_module(make_course(state="draft"))
    with pytest.raises(NotFound):
        get_module_for_student(student=bob, module_id=module.id, now=NOW)
    make_enrollment(bob, module.course)
    assert get_module_for_student(student=bob, module_id=module.id, now=NOW).is_open is True


def test_course_page_shows_each_lesson_with_its_state(bob):
    module = make_module()
    done, todo = make_lesson(module), make_lesson(module)
    make_lesson(module, is_published=False)
    preview = make_lesson(make_module(module.course), is_free=True)
    make_enrollment(bob, module.course, module=module)
    make_progress(bob, done, is_completed=True)

    seen = course_progress(student=bob, course_id=module.course_id, now=NOW)

    states = [(one.lesson.id, one.is_open, one.is_completed) for part in seen.modules for one in part.lessons]
    assert states == [(done.id, True, True), (todo.id, True, False), (preview.id, True, False)]
    assert [part.is_open for part in seen.modules] == [True, False]
    assert (seen.is_open, seen.enrollment, seen.next_lesson) == (False, None, todo)
    assert (seen.total, seen.completed, str(seen.percent)) == (3, 1, "33.33")


@pytest.mark.parametrize("modules", [1, 3])
def test_course_page_costs_five_queries(bob, django_assert_num_queries, modules):
    course = make_course()
    for _ in range(modules):
        make_lesson(make_module(course))
    make_enrollment(bob, course)
    with django_assert_num_queries(5):
        course_progress(student=bob, course_id=course.id, now=NOW)


def test_course_page_of_a_draft_is_missing_for_strangers(bob):
    with pytest.raises(NotFound):
        course_progress(student=bob, course_id=make_course(state="draft").id, now=NOW)
