"""A teacher changes a course while its students come, learn and go."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from tenant_apps.courses.models import Course
from tenant_apps.courses.services import delete_course, update_course, update_lesson
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.services import enroll_in_course, enroll_in_module, leave_course, mark_lesson
from tests.factories import make_course, make_lesson, make_module, make_student
from tests.parallel import run_parallel

pytestmark = pytest.mark.usefixtures("committed", "in_alpha")

NOW = timezone.now()


def kinds(answers):
    return Counter(type(answer).__name__ for answer in answers)


@pytest.fixture
def course():
    course = make_course(is_free=True)
    for _ in range(3):
        module = make_module(course, is_free=True)
        for _ in range(2):
            make_lesson(module)
    return course


def test_nobody_waits_for_each_other_and_all_numbers_are_true(course):
    students = [make_student() for _ in range(8)]
    modules, lessons = list(course.modules.all()), list(course.lessons.all())

    def learn(student):
        def run():
            for module in modules:
                enroll_in_module(student=student, module_id=module.id, now=NOW)
            for lesson in lessons:
                mark_lesson(student=student, lesson_id=lesson.id, is_completed=True, now=NOW)
            leave_course(student=student, course_id=course.id)
            return enroll_in_course(student=student, course_id=course.id, now=NOW)

        return run

    def teach(number):
        def run():
            for lesson in lessons:
                update_lesson(lesson_id=lesson.id, changes={"title": f"Take {number}"})
            return update_course(course_id=course.id, changes={"title": f"Course {number}"}, now=NOW)

        return run

    calls = [call for pair in zip(map(learn, students), map(teach, range(8)), strict=True) for call in pair]
    outcome = kinds(run_parallel(calls, threads=16))

    assert outcome == {"Enrollment": 8, "Course": 8}
    course.refresh_from_db()
    assert course.total_enrollments == Enrollment.objects.count() == 8
    assert CatalogueCourse.objects.get().total_enrollments == 8
    assert LessonProgress.objects.filter(is_completed=True).count() == 48
    places = Enrollment.objects.values_list("status", "progress_percent", "completed_lessons").distinct()
    assert list(places) == [("completed", 100, 6)]


def test_deleting_the_course_meanwhile_leaves_nothing_half(course):
    students = [make_student() for _ in range(12)]
    calls = [partial(enroll_in_course, student=one, course_id=course.id, now=NOW) for one in students]
    calls.insert(6, partial(delete_course, course_id=course.id))

    outcome = kinds(run_parallel(calls))

    assert sum(outcome.values()) == 13
    assert set(outcome) <= {"NoneType", "Enrollment", "NotFound"}, outcome
    assert (Course.objects.count(), Enrollment.objects.count(), CatalogueCourse.objects.count()) == (0, 0, 0)
