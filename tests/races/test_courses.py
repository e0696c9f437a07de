"""Parallel changes of one course: orders stay distinct, totals and copies stay right."""

from __future__ import annotations

import pytest
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses import services
from tenant_apps.courses.errors import ModuleOrderTaken, OutlineChanged
from tenant_apps.courses.models import Course, Module
from tests.factories import make_course, make_lesson, make_module
from tests.parallel import run_parallel

NOW = timezone.now()
pytestmark = pytest.mark.usefixtures("committed")


def module_maker(course, order):
    return lambda: services.create_module(course_id=course.id, changes={"title": "Module", "order": order})


def test_modules_made_at_once_stand_one_after_the_other(in_alpha):
    course = make_course()
    made = run_parallel([module_maker(course, None)] * 24)
    assert [one for one in made if isinstance(one, Exception)] == []
    assert sorted(course.modules.values_list("order", flat=True)) == list(range(1, 25))


def test_one_of_many_gets_a_given_order(in_alpha):
    course = make_course()
    made = run_parallel([module_maker(course, 1)] * 16)
    assert sum(isinstance(one, Module) for one in made) == 1
    assert sum(isinstance(one, ModuleOrderTaken) for one in made) == 15


def test_modules_moved_at_once_keep_distinct_orders(in_alpha):
    course = make_course()
    modules = [make_module(course) for _number in range(6)]
    moves = [
        lambda module=module, up=up: services.move_module(module_id=module.id, up=up)
        for module in modules
        for up in (True, False, True)
    ]
    assert [one for one in run_parallel(moves) if isinstance(one, Exception)] == []
    assert list(course.modules.order_by("order").values_list("order", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_totals_and_copy_are_right_after_parallel_changes(in_alpha):
    course = make_course()
    lessons = [make_lesson(make_module(course), duration_seconds=0) for _number in range(8)]
    acts = [
        lambda lesson=lesson: services.set_lesson_duration(lesson_id=lesson.id, seconds=60)
        for lesson in lessons
    ]
    acts += [lambda: services.count_enrollments(course_id=course.id, change=1)] * 8
    assert [one for one in run_parallel(acts) if isinstance(one, Exception)] == []
    course.refresh_from_db()
    copy = CatalogueCourse.objects.get()
    assert (course.total_lessons, course.total_duration_seconds, course.total_enrollments) == (8, 480, 8)
    assert (copy.total_duration_seconds, copy.total_enrollments) == (480, 8)
    assert (course.version, copy.source_version) == (16, 16)


def test_teacher_counts_courses_published_at_once(in_alpha):
    courses = [make_course(state="draft") for _number in range(16)]
    acts = [lambda course=course: services.publish_course(course_id=course.id, now=NOW) for course in courses]
    acts += [lambda: services.rebuild_copies()] * 4
    assert [one for one in run_parallel(acts) if isinstance(one, Exception)] == []
    assert TeacherProfile.objects.get(tenant_id=in_alpha.id).courses_count == 16
    services.rebuild_copies()
    assert CatalogueCourse.objects.count() == Course.objects.count() == 16


def test_two_people_who_arrange_at_once_do_not_undo_each_other(in_alpha):
    course = make_course()
    modules = [make_module(course) for _number in range(2)]
    lessons = [make_lesson(modules[0]) for _number in range(8)]
    seen = services.mark_of(arrangement=services.arrangement_of(course_id=course.id))

    def arrange(place):
        ids = [lesson.id for lesson in lessons]
        wanted = [(modules[0].id, ids[:place] + ids[place + 1 :]), (modules[1].id, [ids[place]])]
        return lambda: services.arrange_course(course_id=course.id, arrangement=wanted, seen=seen)

    made = run_parallel([arrange(place) for place in range(8)])
    assert sum(isinstance(one, str) for one in made) == 1
    assert sum(isinstance(one, OutlineChanged) for one in made) == 7
    kept = services.arrangement_of(course_id=course.id)
    assert sorted(key for _module, inside in kept for key in inside) == sorted(one.id for one in lessons)
