"""Scheduled work, and what enrolments do when a student is removed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tenant_apps.coupons.models import CodeUse
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.services import enroll_in_course, mark_lesson
from tenant_apps.enrollments.tasks import expire_enrollments, expire_enrollments_everywhere
from tenant_apps.students.models import Student
from tenant_apps.students.services import remove_student
from tenants import context
from tests.factories import make_code, make_course, make_enrollment, make_lesson, make_student

NOW = timezone.now()


def make_one_that_is_over():
    return make_enrollment(make_student(), make_course(), ends_at=NOW - timedelta(days=1))


def test_one_school_marks_its_own(alpha, beta):
    for school in (alpha, beta):
        with context.enter(school):
            make_one_that_is_over()

    with context.enter(alpha):
        assert expire_enrollments.delay().get() == 1
        assert Enrollment.objects.get().status == "expired"
    with context.enter(beta):
        assert Enrollment.objects.get().status == "active"


def test_every_school_is_asked(alpha, beta):
    for school in (alpha, beta):
        with context.enter(school):
            make_one_that_is_over()

    assert expire_enrollments_everywhere.delay().get() == 2

    for school in (alpha, beta):
        with context.enter(school):
            assert Enrollment.objects.get().status == "expired"


def test_student_who_is_removed_leaves_money_and_true_counts(in_alpha):
    lesson = make_lesson()
    course = lesson.course
    bob, dana = make_student(), make_student()
    for student in (bob, dana):
        enroll_in_course(student=student, course_id=course.id, code=make_code().code, now=NOW)
        mark_lesson(student=student, lesson_id=lesson.id, is_completed=True, now=NOW)

    remove_student(student=bob, now=NOW)

    course.refresh_from_db()
    assert course.total_enrollments == 1
    assert list(Enrollment.objects.values_list("student", flat=True)) == [dana.id]
    assert list(LessonProgress.objects.values_list("student", flat=True)) == [dana.id]
    assert list(Student.objects.all()) == [dana]
    assert CodeUse.objects.count() == 2
