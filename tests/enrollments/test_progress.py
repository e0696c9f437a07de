"""Marking, watching, completing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from tenant_apps.enrollments.errors import LessonClosed, NotAStudentHere
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.rules import progress_percent
from tenant_apps.enrollments.services import (
    enroll_in_course,
    expire_enrollments,
    mark_lesson,
    open_lesson,
    record_watch,
)
from tests.factories import make_course, make_enrollment, make_lesson, make_module, make_student

NOW = timezone.now()
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def bob(in_alpha):
    return make_student(username="bob")


@pytest.fixture
def lessons(in_alpha):
    module = make_module()
    return [make_lesson(module) for _ in range(3)]


@pytest.fixture
def place(bob, lessons):
    return make_enrollment(bob, lessons[0].course)


def mark(student, lesson, done=True, now=NOW):
    return mark_lesson(student=student, lesson_id=lesson.id, is_completed=done, now=now)


def watch(student, lesson, watched, now, position=0):
    return record_watch(
        student=student, lesson_id=lesson.id, position_seconds=position, watched_seconds=watched, now=now
    )


@pytest.mark.parametrize(
    ("completed", "total", "percent"),
    [(0, 0, "0.00"), (0, 3, "0.00"), (1, 3, "33.33"), (2, 3, "66.66"), (3, 3, "100.00"), (4, 3, "100.00")],
)
def test_percent_is_rounded_down_so_that_100_means_all(completed, total, percent):
    assert progress_percent(completed=completed, total=total) == Decimal(percent)


def test_marks_move_the_course_and_complete_it(bob, lessons, place):
    mark(bob, lessons[0])
    place.refresh_from_db()
    assert (place.progress_percent, place.completed_lessons, place.status) == (Decimal("33.33"), 1, "active")

    mark(bob, lessons[1])
    mark(bob, lessons[2], now=LATER)

    place.refresh_from_db()
    bob.refresh_from_db()
    assert (place.progress_percent, place.status, place.completed_at) == (Decimal(100), "completed", LATER)
    assert (bob.completed_lessons, bob.completed_courses, bob.last_activity_at) == (3, 1, LATER)


def test_marking_again_changes_nothing(bob, lessons, place):
    first = mark(bob, lessons[0])
    again = mark(bob, lessons[0], now=LATER)
    assert (again.id, again.completed_at, LessonProgress.objects.count()) == (first.id, NOW, 1)


def test_taking_a_mark_back_opens_the_course_again(bob, lessons, place):
    for lesson in lessons:
        mark(bob, lesson)
    progress = mark(bob, lessons[1], done=False)

    place.refresh_from_db()
    bob.refresh_from_db()
    assert (progress.is_completed, progress.completed_at) == (False, None)
    assert (place.status, place.completed_at, place.progress_percent) == ("active", None, Decimal("66.66"))
    assert (bob.completed_lessons, bob.completed_courses) == (2, 0)


def test_lesson_added_later_does_not_undo_completion(bob, lessons, place):
    for lesson in lessons:
        mark(bob, lesson)
    fourth = make_lesson(lessons[0].module)
    make_lesson(lessons[0].module)

    mark(bob, fourth, now=LATER)

    place.refresh_from_db()
    assert (place.status, place.completed_at, place.progress_percent) == ("completed", NOW, Decimal(100))
    assert place.completed_lessons == 4


def test_unpublished_lessons_do_not_count(bob, lessons, place):
    make_lesson(lessons[0].module, is_published=False)
    make_lesson(make_module(lessons[0].course, is_published=False))
    for lesson in lessons:
        mark(bob, lesson)
    place.refresh_from_db()
    assert place.status == "completed"


def test_module_place_counts_its_module_only(bob, lessons):
    make_lesson(make_module(lessons[0].course))
    part = make_enrollment(bob, lessons[0].course, module=lessons[0].module)
    for lesson in lessons:
        mark(bob, lesson)
    part.refresh_from_db()
    bob.refresh_from_db()
    assert (part.progress_percent, part.status, bob.completed_courses) == (Decimal(100), "completed", 0)


def test_progress_made_before_is_found_when_enrolling_again(bob):
    lesson = make_lesson(make_module(make_course(is_free=True)))
    enroll_in_course(student=bob, course_id=lesson.course_id, now=NOW)
    mark(bob, lesson)
    Enrollment.objects.all().delete()

    place = enroll_in_course(student=bob, course_id=lesson.course_id, now=LATER)

    assert (place.progress_percent, place.status) == (Decimal(100), "completed")


def test_closed_lesson_is_neither_marked_nor_watched(bob, lessons):
    for call in (mark, lambda s, le: watch(s, le, 10, NOW)):
        with pytest.raises(LessonClosed):
            call(bob, lessons[0])
    with pytest.raises(LessonClosed):
        open_lesson(student=bob, lesson_id=lessons[0].id, now=NOW)
    assert LessonProgress.objects.count() == 0


def test_blocked_student_marks_nothing(bob, lessons, place):
    type(bob).objects.update(is_active=False)
    with pytest.raises(NotAStudentHere):
        mark(bob, lessons[0])


def test_first_report_only_starts_the_clock(bob, lessons, place):
    assert watch(bob, lessons[0], 600, NOW).watched_seconds == 0


@pytest.mark.parametrize(
    ("claimed", "elapsed", "believed"),
    [
        (15, 15, 15),
        (600, 15, 37),
        (37, 15, 37),
        (-5, 15, 0),
        (600, 0, 0),
        (600, 3600, 600),
        (10**9, 10**6, 600),
    ],
)
def test_claims_are_cut_to_the_clock_and_the_length(bob, lessons, place, claimed, elapsed, believed):
    open_lesson(student=bob, lesson_id=lessons[0].id, now=NOW)
    seen = watch(bob, lessons[0], claimed, NOW + timedelta(seconds=elapsed), position=10**6)
    assert (seen.watched_seconds, seen.position_seconds) == (believed, 600)


def test_clock_that_runs_backwards_gives_nothing(bob, lessons, place):
    open_lesson(student=bob, lesson_id=lessons[0].id, now=LATER)
    assert watch(bob, lessons[0], 60, NOW).watched_seconds == 0


def test_ninety_percent_watched_completes_the_lesson(bob, lessons, place):
    open_lesson(student=bob, lesson_id=lessons[0].id, now=NOW)
    assert watch(bob, lessons[0], 539, NOW + timedelta(seconds=539)).is_completed is False
    done = watch(bob, lessons[0], 1, NOW + timedelta(seconds=540))
    assert (done.watched_seconds, done.is_completed) == (540, True)
    place.refresh_from_db()
    assert place.progress_percent == Decimal("33.33")
    assert done.opened_at == NOW


def test_lesson_without_length_is_never_completed_by_watching(bob):
    lesson = make_lesson(duration_seconds=0)
    make_enrollment(bob, lesson.course)
    open_lesson(student=bob, lesson_id=lesson.id, now=NOW)
    seen = watch(bob, lesson, 100, LATER, position=50)
    assert (seen.is_completed, seen.watched_seconds, seen.position_seconds) == (False, 0, 0)


def test_report_notes_the_activity_at_most_every_five_minutes(bob, lessons, place):
    for seconds in (0, 15, 299):
        watch(bob, lessons[0], 1, NOW + timedelta(seconds=seconds))
        bob.refresh_from_db()
        assert bob.last_activity_at == NOW
    watch(bob, lessons[0], 1, NOW + timedelta(seconds=300))
    bob.refresh_from_db()
    assert bob.last_activity_at == NOW + timedelta(seconds=300)


def test_expiry_marks_what_is_over_and_nothing_else(bob):
    over = make_enrollment(bob, make_course(), ends_at=NOW)
    rest = [
        make_enrollment(bob, make_course(), ends_at=LATER),
        make_enrollment(bob, make_course(), ends_at=None),
        make_enrollment(bob, make_course(), ends_at=NOW, status="completed"),
    ]
    assert over.status_at(NOW) == "expired"

    assert expire_enrollments(now=NOW) == 1

    assert Enrollment.objects.get(status="expired") == over
    assert [type(row).objects.get(pk=row.pk).status for row in rest] == ["active", "active", "completed"]
