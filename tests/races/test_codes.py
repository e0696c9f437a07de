"""Codes under pressure: real threads, real commits, in a database of the test's own."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from shared_apps.kernel.errors import TooManyAttempts
from shared_apps.kernel.models import AttemptCounter
from tenant_apps.coupons.errors import CodeSpent, CodeUnknown
from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeEvent, CodeUse
from tenant_apps.coupons.rules import Serials
from tenant_apps.coupons.services import create_batch, replace_code, void_batch
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.errors import CourseAlreadyOpen
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.services import enroll_in_course, leave_course, mark_lesson
from tests.factories import make_code, make_course, make_enrollment, make_lesson, make_module, make_student
from tests.parallel import run_parallel

pytestmark = pytest.mark.usefixtures("committed", "in_alpha")

NOW = timezone.now()


def kinds(answers):
    return Counter(type(answer) for answer in answers)


def enrol(student, course, code):
    return lambda: enroll_in_course(student=student, course_id=course.id, code=code.code, now=NOW)


@pytest.mark.timeout(300)
def test_fifty_codes_two_hundred_hands_each():
    """200 students try the same code at once, for each of 50 codes: each opens one door."""
    students = [make_student() for _ in range(200)]
    course = make_course(title="Algebra")
    batch = create_batch(count=50, price=course.price, now=NOW)

    outcome = Counter()
    for number, code in enumerate(batch.codes.all()):
        # A student who got in with an earlier code is refused before the code is looked at; the
        # counters of wrong codes are another test's subject.
        AttemptCounter.objects.all().delete()
        outcome += kinds(run_parallel([enrol(student, course, code) for student in students], threads=16))
        assert Enrollment.objects.count() == number + 1

    # The winner of each round meets "already open" in all later ones: 1 + 2 + … + 49.
    assert outcome == {Enrollment: 50, CodeSpent: 200 * 50 - 50 - 1225, CourseAlreadyOpen: 1225}
    assert CodeUse.objects.count() == 50
    assert CodeUse.objects.values("access_code").distinct().count() == 50
    assert CodeUse.objects.values("student_id").distinct().count() == 50
    assert set(AccessCode.objects.values_list("used_count", "max_uses")) == {(1, 1)}
    assert Course.objects.get().total_enrollments == 50
    earned = CodeUse.objects.aggregate(Sum("price"))["price__sum"]
    assert earned == Enrollment.objects.aggregate(Sum("paid"))["paid__sum"] == Decimal("5000.00")


def test_code_for_seven_lets_seven_in():
    course, code = make_course(), make_code(max_uses=7)
    students = [make_student() for _ in range(40)]

    outcome = kinds(run_parallel([enrol(student, course, code) for student in students]))

    code.refresh_from_db()
    assert outcome == {Enrollment: 7, CodeSpent: 33}
    assert (code.used_count, CodeUse.objects.count(), Enrollment.objects.count()) == (7, 7, 7)


def test_double_click_spends_one_code_once():
    course, code, bob = make_course(), make_code(max_uses=100), make_student()

    outcome = kinds(run_parallel([enrol(bob, course, code)] * 8))

    code.refresh_from_db()
    assert outcome == {Enrollment: 1, CourseAlreadyOpen: 7}
    assert (code.used_count, CodeUse.objects.count(), Enrollment.objects.count()) == (1, 1, 1)
    assert Course.objects.get().total_enrollments == 1


def test_two_tabs_with_two_codes_spend_one():
    course, bob = make_course(), make_student()
    codes = [make_code() for _ in range(8)]

    outcome = kinds(run_parallel([enrol(bob, course, code) for code in codes]))

    assert outcome == {Enrollment: 1, CourseAlreadyOpen: 7}
    assert AccessCode.objects.filter(used_count=1).count() == 1


def test_parallel_guesses_are_looked_at_ten_times(settings):
    course, bob = make_course(), make_student()

    outcome = kinds(run_parallel([enrol(bob, course, AccessCode(code="WRQNG"))] * 300))

    assert outcome == {CodeUnknown: settings.WRONG_ACCESS_CODES, TooManyAttempts: 290}


def test_parallel_batches_make_no_code_twice():
    outcome = kinds(
        run_parallel([lambda: create_batch(count=500, price=Decimal(10), now=NOW)] * 8, threads=8)
    )

    assert sum(outcome.values()) == 8
    assert AccessCode.objects.count() == 4000
    assert AccessCode.objects.values("code").distinct().count() == 4000
    assert set(batch.codes.count() for batch in {code.batch for code in AccessCode.objects.all()}) == {500}


def test_voiding_and_spending_at_once_agree():
    course = make_course()
    batch = create_batch(count=30, price=course.price, now=NOW)
    calls = [enrol(make_student(), course, code) for code in batch.codes.all()]
    calls.insert(10, lambda: void_batch(batch_id=batch.id, now=NOW))

    run_parallel(calls)

    spent = AccessCode.objects.filter(used_count=1, is_active=True).count()
    void = AccessCode.objects.filter(used_count=0, is_active=False).count()
    assert spent + void == 30
    assert Enrollment.objects.count() == CodeUse.objects.count() == spent


def test_voiding_a_range_twice_while_it_is_spent_agrees_and_is_told_once_each():
    course = make_course()
    batch = create_batch(count=30, price=course.price, now=NOW)
    in_range = list(batch.codes.filter(serial__range=(11, 20)))
    calls = [enrol(make_student(), course, code) for code in in_range]
    lost = {"batch_id": batch.id, "serials": Serials(11, 20), "reason": "Lost", "now": NOW}
    calls[5:5] = [lambda: void_batch(**lost), lambda: void_batch(**lost)]

    run_parallel(calls)

    spent = AccessCode.objects.filter(used_count=1, is_active=True).count()
    void = AccessCode.objects.filter(used_count=0, is_active=False).count()
    assert (spent + void, AccessCode.objects.filter(used_count=0, is_active=True).count()) == (10, 20)
    assert Enrollment.objects.count() == CodeUse.objects.count() == spent
    assert (CodeEvent.objects.aggregate(Sum("count"))["count__sum"] or 0) == void


def test_replacing_at_once_makes_one_new_code_and_spending_excludes_it():
    course = make_course()
    batch = create_batch(count=10, price=course.price, now=NOW)
    calls = []
    for code in batch.codes.all():
        calls += [enrol(make_student(), course, code)]
        calls += [lambda key=code.id: replace_code(code_id=key, reason="", by=None, now=NOW)] * 3

    run_parallel(calls)

    spent = AccessCode.objects.filter(used_count=1).count()
    replaced = CodeEvent.objects.filter(kind="replaced").count()
    assert spent + replaced == 10
    assert AccessCode.objects.count() == 10 + replaced
    assert AccessCode.objects.values("serial").distinct().count() == 10 + replaced


def test_parallel_batches_have_numbers_of_their_own():
    run_parallel([lambda: create_batch(count=5, price=Decimal(10), now=NOW)] * 8, threads=8)

    assert sorted(CodeBatch.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_leaving_and_enrolling_at_once_keep_the_count_true():
    course = make_course(is_free=True)
    students = [make_student() for _ in range(6)]

    def back_and_forth(student):
        def run():
            for _ in range(5):
                enroll_in_course(student=student, course_id=course.id, now=NOW)
                leave_course(student=student, course_id=course.id)
            return enroll_in_course(student=student, course_id=course.id, now=NOW)

        return run

    outcome = kinds(run_parallel([back_and_forth(student) for student in students]))

    assert outcome == {Enrollment: 6}
    assert Course.objects.get().total_enrollments == Enrollment.objects.count() == 6


def test_parallel_marks_are_all_kept_and_counted():
    module, bob = make_module(), make_student()
    lessons = [make_lesson(module) for _ in range(10)]
    place = make_enrollment(bob, module.course)

    def mark(lesson):
        return lambda: mark_lesson(student=bob, lesson_id=lesson.id, is_completed=True, now=NOW)

    outcome = kinds(run_parallel([mark(lesson) for lesson in lessons * 3]))

    place.refresh_from_db()
    bob.refresh_from_db()
    assert outcome == {LessonProgress: 30}
    assert LessonProgress.objects.count() == 10
    assert (place.status, place.completed_lessons, bob.completed_lessons) == ("completed", 10, 10)
    assert connection.is_usable()
