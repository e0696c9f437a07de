"""Modules and lessons: orders and totals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from tenant_apps.courses import errors, services
from tenant_apps.courses.models import Lesson
from tests.factories import make_course, make_lesson, make_module

NOW = timezone.now()
D = Decimal


def test_totals_count_what_is_published(in_alpha):
    course = services.create_course(changes={"title": "Algebra", "is_published": True}, now=NOW)
    first = services.create_module(course_id=course.id, changes={"title": "One", "is_published": True})
    hidden = services.create_module(course_id=course.id, changes={"title": "Two"})
    for module, is_published, seconds in [
        (first, True, 60),
        (first, True, 30),
        (first, False, 9),
        (hidden, True, 7),
    ]:
        lesson = services.create_lesson(
            module_id=module.id, changes={"title": "L", "is_published": is_published}
        )
        services.set_lesson_duration(lesson_id=lesson.id, seconds=seconds)
    assert totals(course) == (2, 90)
    assert totals(first) == (2, 90)
    assert totals(hidden) == (1, 7)
    copy = CatalogueCourse.objects.get()
    assert (copy.total_lessons, copy.total_duration_seconds) == (2, 90)

    services.update_module(module_id=hidden.id, changes={"is_published": True})
    assert totals(course) == (3, 97)
    services.delete_lesson(lesson_id=Lesson.objects.filter(module=first).earliest("order").id)
    assert totals(course) == (2, 37)
    services.delete_module(module_id=hidden.id)
    assert totals(course) == (1, 30)
    assert CatalogueCourse.objects.get().total_lessons == 1


def totals(row):
    row.refresh_from_db()
    return row.total_lessons, row.total_duration_seconds


def orders(rows):
    return [(row.title, row.order) for row in rows.order_by("order")]


def test_modules_are_numbered_one_after_the_other(in_alpha):
    course = make_course()
    for title in ("One", "Two"):
        services.create_module(course_id=course.id, changes={"title": title})
    services.create_module(course_id=course.id, changes={"title": "Ten", "order": 10})
    services.create_module(course_id=course.id, changes={"title": "Next"})
    assert orders(course.modules) == [("One", 1), ("Two", 2), ("Ten", 10), ("Next", 11)]


@pytest.mark.parametrize("order", [0, -1, 1_000_001])
def test_order_that_is_none_is_refused(in_alpha, order):
    course, module = make_course(), make_module()
    with pytest.raises(errors.ModuleOrderRefused):
        services.create_module(course_id=course.id, changes={"title": "One", "order": order})
    with pytest.raises(errors.LessonOrderRefused):
        services.create_lesson(module_id=module.id, changes={"title": "One", "order": order})


def test_order_is_taken_once(in_alpha):
    module = make_module()
    lesson = make_lesson(module)
    with pytest.raises(errors.ModuleOrderTaken):
        services.create_module(course_id=module.course_id, changes={"title": "Two", "order": 1})
    with pytest.raises(errors.LessonOrderTaken):
        services.create_lesson(module_id=module.id, changes={"title": "Two", "order": 1})
    services.update_module(module_id=module.id, changes={"order": 1})
    services.update_lesson(lesson_id=lesson.id, changes={"order": 1})
    other = make_module()
    services.create_lesson(module_id=other.id, changes={"title": "Elsewhere", "order": 1})


def test_sequence_is_set_in_one_go(in_alpha, connection_checked):
    course = make_course()
    a, b, c = (make_module(course, title=title) for title in "abc")
    services.reorder_modules(course_id=course.id, module_ids=[c.id, a.id, b.id])
    connection_checked()
    assert orders(course.modules) == [("c", 1), ("a", 2), ("b", 3)]
    services.move_module(module_id=b.id, up=True)
    services.move_module(module_id=c.id, up=True)
    connection_checked()
    assert orders(course.modules) == [("c", 1), ("b", 2), ("a", 3)]


def test_sequence_of_lessons_is_set_in_one_go(in_alpha, connection_checked):
    module = make_module()
    a, b, c = (make_lesson(module, title=title) for title in "abc")
    services.reorder_lessons(module_id=module.id, lesson_ids=[b.id, c.id, a.id])
    services.move_lesson(lesson_id=c.id, up=False)
    connection_checked()
    assert orders(module.lessons) == [("b", 1), ("a", 2), ("c", 3)]


@pytest.fixture
def connection_checked():
    """Lets the deferred constraints speak, as a commit would."""
    from django.db import connection

    return connection.check_constraints


def test_sequence_must_name_each_once(in_alpha):
    course = make_course()
    a, b, other = make_module(course), make_module(course), make_module()
    for ids in ([a.id], [a.id, a.id], [a.id, b.id, other.id], [a.id, other.id], []):
        with pytest.raises(errors.OrderIncomplete):
            services.reorder_modules(course_id=course.id, module_ids=ids)
    lesson = make_lesson(a)
    with pytest.raises(errors.OrderIncomplete):
        services.reorder_lessons(module_id=a.id, lesson_ids=[lesson.id, make_lesson(b).id])
    assert [module.order for module in course.modules.order_by("order")] == [1, 2]
