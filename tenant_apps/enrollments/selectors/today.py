"""What a student's day begins with: the courses in hand, what is new, what ends, the week so far."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date, datetime, tzinfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Greatest

from tenant_apps.courses.models import Course, Lesson
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.selectors.shelf import ShelfCourse, list_shelf
from tenant_apps.students.models import Student


def list_current(*, student: Student, now: datetime, limit: int) -> list[ShelfCourse]:
    """Courses that are open to the student, the one touched or entered latest first: four queries."""
    live = Enrollment.objects.live(now=now).filter(student=student, course=OuterRef("pk")).order_by()
    touched = LessonProgress.objects.filter(
        student=student, lesson__course=OuterRef("pk"), reported_at__isnull=False
    )
    courses = (
        Course.objects.filter(Exists(live))
        .annotate(
            entered_at=Subquery(live.order_by("-enrolled_at").values("enrolled_at")[:1]),
            touched_at=Subquery(touched.order_by("-reported_at").values("reported_at")[:1]),
        )
        # The greatest of the two that there is: the database leaves out what is not known.
        .order_by(Greatest("entered_at", "touched_at").desc(), "id")
    )
    return list_shelf(student=student, courses=list(courses[:limit]), now=now)


def list_ending(*, student: Student, now: datetime, until: datetime, limit: int) -> list[Enrollment]:
    """Live enrolments whose time ends by then, soonest first, with course and module."""
    rows = Enrollment.objects.live(now=now).filter(student=student, ends_at__lte=until)
    return list(rows.select_related("course", "module").order_by("ends_at", "id")[:limit])


def list_new_lessons(*, student: Student, now: datetime, since: datetime, limit: int) -> list[Lesson]:
    """Lessons that came into the student's courses since then and after they entered, newest first.

    Those done already are left out. Each comes with its course and module.
    """
    return list(
        _in_hand(student, now)
        .filter(~Exists(_done(student)), created_at__gte=since)
        .select_related("course", "module")
        .defer("description")
        .order_by("-created_at", "-id")[:limit]
    )


def count_lessons_by_day(
    *, student: Student, since: datetime, zone: tzinfo
) -> tuple[dict[date, int], set[date]]:
    """Lessons completed by day since then, and the days on which the student watched or finished any.

    Days are those of `zone`.
    """
    rows = LessonProgress.objects.filter(student=student).filter(
        Q(completed_at__gte=since) | Q(reported_at__gte=since) | Q(opened_at__gte=since)
    )
    done: Counter[date] = Counter()
    days: set[date] = set()
    for *moments, completed_at in rows.values_list("opened_at", "reported_at", "completed_at"):
        days |= {moment.astimezone(zone).date() for moment in (*moments, completed_at) if moment}
        if completed_at is not None and completed_at >= since:
            done[completed_at.astimezone(zone).date()] += 1
    return dict(done), days


def _in_hand(student: Student, now: datetime) -> QuerySet[Lesson]:
    """Published lessons of what is open to the student, later than the entry that opens them."""
    opening = Enrollment.objects.live(now=now).filter(
        Q(module=None) | Q(module=OuterRef("module")),
        student=student,
        course=OuterRef("course"),
        enrolled_at__lt=OuterRef("created_at"),
    )
    return Lesson.objects.filter(Exists(opening), is_published=True, module__is_published=True)


def _done(student: Student) -> QuerySet[LessonProgress]:
    return LessonProgress.objects.filter(student=student, lesson=OuterRef("pk"), is_completed=True)


def watched_by_course(*, student: Student) -> dict[uuid.UUID, int]:
    """Seconds of film that the student watched, by course."""
    rows = LessonProgress.objects.filter(student=student, watched_seconds__gt=0).order_by()
    return dict(rows.values_list("lesson__course_id").annotate(Sum("watched_seconds")))
