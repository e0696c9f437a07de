"""The first page of a student's day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from tenant_apps.assessments.selectors.today import list_due, list_new_results
from tenant_apps.assessments.web.student.reading import TakerPage
from tenant_apps.enrollments.selectors.shelf import ShelfCourse
from tenant_apps.enrollments.selectors.today import (
    count_lessons_by_day,
    list_current,
    list_ending,
    list_new_lessons,
)
from tenant_apps.enrollments.web.student.reading import days_left_in_words, student_of
from tenant_apps.students.models import Student

COURSES = 5
DUE = 5
NEW = 3
ENDING = 3
NEW_FOR = timedelta(days=14)
ENDS_WITHIN = timedelta(days=7)
OPENS_WITHIN = timedelta(days=14)
WEEK = 7


class Today(TakerPage):
    """Where to go on, what is due, what is new, what ends soon; without a course, the field for a code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        courses = list_current(student=student, now=now, limit=COURSES)
        context: dict[str, Any] = {"nav": "today", "today": timezone.localdate(), "courses": courses}
        if courses:
            context |= _for_learner(student, courses, now)
        return render(request, "assessments/student/today.html", context)


def _for_learner(student: Student, courses: list[ShelfCourse], now: datetime) -> dict[str, Any]:
    since = now - NEW_FOR
    ending = list_ending(student=student, now=now, until=now + ENDS_WITHIN, limit=ENDING)
    return {
        "latest": courses[0],
        "due": list_due(student=student, now=now, until=now + OPENS_WITHIN, limit=DUE),
        "ending": [(place, days_left_in_words(ends_at=place.ends_at, now=now)) for place in ending],
        "new_lessons": list_new_lessons(student=student, now=now, since=since, limit=NEW),
        "new_results": list_new_results(student=student, since=since, now=now, limit=NEW),
        **_week(student, now),
    }


def _week(student: Student, now: datetime) -> dict[str, Any]:
    """The latest seven days, today last: on which the student learned, and how many lessons were finished."""
    today, zone = timezone.localdate(now), timezone.get_current_timezone()
    days = [today - timedelta(days=ago) for ago in reversed(range(WEEK))]
    begin = timezone.make_aware(datetime.combine(days[0], datetime.min.time()))
    done, active = count_lessons_by_day(student=student, since=begin, zone=zone)
    return {
        "week": [_day(day, done.get(day, 0), day in active) for day in days],
        "week_lessons": sum(done.values()),
        "week_days": sum(day in active for day in days),
    }


def _day(day: date, lessons: int, is_active: bool) -> dict[str, Any]:
    return {
        "name": date_format(day, "l"),
        "letter": date_format(day, "D"),
        "lessons": lessons,
        "is_active": is_active,
        "is_today": day == timezone.localdate(),
    }
