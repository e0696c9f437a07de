"""A teacher changes a course under its students."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from tenant_apps.courses.services import create_lesson, delete_lesson, update_lesson
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import holds_course
from tenant_apps.enrollments.services import mark_lesson, recount_course, uncount_student
from tests.factories import (
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_progress,
    make_student,
)

NOW = timezone.now()


@pytest.fixture
def module(in_alpha):
    return make_module()


def shares(course_id):
    rows = Enrollment.objects.filter(course_id=course_id).order_by("number")
    return {row.id: (row.completed_lessons, row.progress_percent) for row in rows}


def test_one_statement_counts_as_the_marks_do(module, django_assert_num_queries):
    course = module.course
    other = make_module(course)
    lessons = [make_lesson(module), make_lesson(module), make_lesson(other)]
    make_lesson(other, is_published=False)
    bob, dana, idle = make_student(), make_student(), make_student()
    make_enrollment(bob, course)
    make_enrollment(dana, course, module=module)
    make_enrollment(idle, course)
    for lesson in lessons[:2]:
        mark_lesson(student=bob, lesson_id=lesson.id, is_completed=True, now=NOW)
    mark_lesson(student=dana, lesson_id=lessons[0].id, is_completed=True, now=NOW)
    marked = shares(course.id)
    assert sorted(marked.values()) == [(0, Decimal(0)), (1, Decimal(50)), (2, Decimal("66.66"))]

    Enrollment.objects.update(completed_lessons=9, progress_percent=9)
    with django_assert_num_queries(2):
        recount_course(course_id=course.id)

    assert shares(course.id) == marked


def test_hiding_the_lesson_that_was_missing_completes_the_course(module, django_capture_on_commit_callbacks):
    done, missing = make_lesson(module), make_lesson(module)
    bob = make_student()
    place = make_enrollment(bob, module.course)
    mark_lesson(student=bob, lesson_id=done.id, is_completed=True, now=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        update_lesson(lesson_id=missing.id, changes={"is_published": False})

    place.refresh_from_db()
    bob.refresh_from_db()
    assert (place.progress_percent, place.status, bob.completed_courses) == (Decimal(100), "completed", 1)


def test_new_lesson_lowers_the_share_of_those_who_are_not_done(module, django_capture_on_commit_callbacks):
    lesson = make_lesson(module)
    make_lesson(module)
    bob, dana = make_student(), make_student()
    place = make_enrollment(bob, module.course)
    finished = make_enrollment(
        dana, module.course, status="completed", completed_at=NOW, progress_percent=100
    )
    mark_lesson(student=bob, lesson_id=lesson.id, is_completed=True, now=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        create_lesson(module_id=module.id, changes={"title": "More", "order": 3, "is_published": True})

    place.refresh_from_db()
    finished.refresh_from_db()
    assert (place.progress_percent, place.status) == (Decimal("33.33"), "active")
    assert (finished.progress_percent, finished.status) == (Decimal(100), "completed")


def test_course_without_lessons_left_completes_nobody(module, django_capture_on_commit_callbacks):
    lesson = make_lesson(module)
    bob = make_student()
    place = make_enrollment(bob, module.course)
    make_progress(bob, lesson)
    with django_capture_on_commit_callbacks(execute=True):
        delete_lesson(lesson_id=lesson.id)
    place.refresh_from_db()
    assert (place.progress_percent, place.status, place.completed_at) == (Decimal(0), "active", None)


def test_other_courses_are_left_alone(module):
    place = make_enrollment(make_student(), make_course(), progress_percent=9)
    recount_course(course_id=module.course_id)
    place.refresh_from_db()
    assert place.progress_percent == Decimal(9)


def test_holder_is_whoever_has_any_live_part(module):
    bob = make_student()

    def holds(user_id=bob.user_id, course_id=module.course_id):
        return holds_course(user_id=user_id, course_id=course_id, now=NOW)

    assert holds() is False
    place = make_enrollment(bob, module.course, module=module)
    assert (holds(), holds(user_id=uuid.uuid4()), holds(course_id=make_course().id)) == (True, False, False)
    type(place).objects.update(ends_at=NOW)
    assert holds() is False


def test_student_who_goes_is_counted_out_of_each_course_once(module):
    course, other = module.course, make_course(total_enrollments=5)
    type(course).objects.filter(pk=course.pk).update(total_enrollments=3)
    bob = make_student()
    make_enrollment(bob, course)
    make_enrollment(bob, course, module=module)
    make_enrollment(bob, other, status="pending")

    uncount_student(student_id=bob.id)

    course.refresh_from_db()
    other.refresh_from_db()
    assert (course.total_enrollments, other.total_enrollments) == (2, 5)
