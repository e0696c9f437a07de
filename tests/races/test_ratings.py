"""Ratings at once: real threads, real commits."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.utils import timezone

from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses.models import Course
from tenant_apps.ratings.errors import AlreadyRated, RatingUnknown
from tenant_apps.ratings.models import Rating
from tenant_apps.ratings.services import change_rating, delete_rating, rate_course
from tenant_apps.students.services import remove_student
from tests.factories import make_course, make_enrollment, make_student
from tests.parallel import run_parallel

pytestmark = pytest.mark.usefixtures("committed", "in_alpha")

NOW = timezone.now()


def kinds(answers):
    return Counter(type(answer) for answer in answers)


def rater(*courses):
    student = make_student()
    for course in courses:
        make_enrollment(student, course)
    return student


def rate(student, course, stars):
    return lambda: rate_course(student=student, course_id=course.id, stars=stars)


def school_totals(school):
    return TeacherProfile.objects.values_list("rating_average", "rating_count").get(tenant_id=school.id)


def test_double_click_rates_once():
    course = make_course()
    bob = rater(course)

    outcome = kinds(run_parallel([rate(bob, course, stars) for stars in (1, 2, 3, 4, 5, 1, 2, 3)]))

    assert outcome == {Rating: 1, AlreadyRated: 7}
    assert Course.objects.get().total_reviews == Rating.objects.count() == 1


def test_a_class_that_rates_two_courses_at_once_is_counted_exactly(alpha):
    courses = [make_course(), make_course()]
    calls = []
    for number in range(40):
        student = rater(*courses)
        calls += [rate(student, course, number % 5 + 1) for course in courses]

    outcome = kinds(run_parallel(calls))

    assert outcome == {Rating: 80}
    assert set(Course.objects.values_list("average_rating", "total_reviews")) == {(Decimal("3.00"), 40)}
    assert school_totals(alpha) == (Decimal("3.00"), 80)


def test_changing_and_taking_back_at_once_leaves_exact_totals(alpha):
    course = make_course()
    students = [rater(course) for _ in range(16)]
    ratings = [rate_course(student=student, course_id=course.id, stars=1) for student in students]
    pairs = list(zip(students, ratings, strict=True))

    def changed(student, rating):
        return lambda: change_rating(student=student, rating=rating, stars=5, now=NOW)

    def deleted(student, rating):
        return lambda: delete_rating(student=student, rating=rating)

    outcome = kinds(run_parallel([changed(*pair) for pair in pairs] + [deleted(*pair) for pair in pairs[:8]]))

    assert outcome[Rating] + outcome[RatingUnknown] == 16
    assert outcome[type(None)] == 8
    assert Course.objects.values_list("average_rating", "total_reviews").get() == (Decimal("5.00"), 8)
    assert school_totals(alpha) == (Decimal("5.00"), 8)


def test_removing_students_whose_courses_cross_never_waits_for_each_other(alpha):
    """Each has left one of two courses and rated both: the locks of two removals must not cross."""
    courses = [make_course(), make_course()]
    students = []
    for number in range(12):
        student = rater(*courses)
        for course in courses:
            rate_course(student=student, course_id=course.id, stars=2)
        student.enrollments.filter(course=courses[number % 2]).delete()
        students.append(student)
    staying = rater(*courses)
    rate_course(student=staying, course_id=courses[0].id, stars=5)

    answers = run_parallel([lambda s=student: remove_student(student=s, now=NOW) for student in students])

    assert answers == [None] * 12
    assert [course.total_reviews for course in Course.objects.order_by("created_at")] == [1, 0]
    assert school_totals(alpha) == (Decimal("5.00"), 1)
