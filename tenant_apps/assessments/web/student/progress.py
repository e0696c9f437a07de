"""Marks, lessons and courses of one student, drawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, get_format

from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.rules.charting import mark_line
from tenant_apps.assessments.selectors import own_view
from tenant_apps.assessments.selectors.marks import average_mark, list_marks, query_handed_in
from tenant_apps.assessments.web.student.reading import TakerPage
from tenant_apps.enrollments.selectors import list_courses_of_student
from tenant_apps.enrollments.selectors.shelf import list_shelf
from tenant_apps.enrollments.selectors.today import count_lessons_by_day, watched_by_course
from tenant_apps.enrollments.web.student.reading import length_in_words, student_of
from tenant_apps.students.models import Student

MARKS = 30
COURSES = 12
WEEKS = 12
RESULTS = 15
WEEK = timedelta(days=7)
ISO_SUNDAY = 7


class MyProgress(TakerPage):
    """Few figures, marks over time, lessons by week, courses, and every result."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        page = Paginator(query_handed_in(student=student), RESULTS).get_page(request.GET.get("page"))
        context: dict[str, Any] = {
            "nav": "progress",
            "student": student,
            "page": page,
            "results": [own_view(attempt=row, now=now) for row in page],
            **_marks(student, now),
            **_lessons(student, now),
        }
        context["is_empty"] = not (context["courses"] or context["results"])
        return render(request, "assessments/student/progress.html", context)


def _marks(student: Student, now: datetime) -> dict[str, Any]:
    marks = list_marks(student=student, now=now, limit=MARKS)
    drawn = mark_line([float(mark.percent or 0) for mark in marks])
    return {
        "average": average_mark(marks=marks),
        "marks": [_mark(mark, dot) for mark, dot in zip(marks, drawn.dots, strict=True)],
        "drawn": drawn,
    }


def _mark(attempt: Attempt, dot: Any) -> dict[str, Any]:
    at = timezone.localtime(attempt.submitted_at)
    return {"attempt": attempt, "dot": dot, "on": date_format(at, "j M")}


def _lessons(student: Student, now: datetime) -> dict[str, Any]:
    courses = list(list_courses_of_student(student=student)[:COURSES])
    watched = watched_by_course(student=student)
    shelf = list_shelf(student=student, courses=courses, now=now)
    weeks = _weeks(student, now)
    return {
        "courses": [
            {"item": item, "watched": length_in_words(seconds=watched.get(item.course.id, 0))}
            for item in shelf
        ],
        "watched": length_in_words(seconds=sum(watched.values())),
        "weeks": weeks,
        "has_weeks": any(count for _label, count in weeks),
        "latest_week": weeks[-1][1],
    }


def _weeks(student: Student, now: datetime) -> list[tuple[str, int]]:
    """The latest weeks, this one last, by the first day of each in the reader's way of counting weeks."""
    starts = [_week_of(timezone.localdate(now)) - WEEK * ago for ago in reversed(range(WEEKS))]
    begin = timezone.make_aware(datetime.combine(starts[0], datetime.min.time()))
    zone = timezone.get_current_timezone()
    by_day, _days = count_lessons_by_day(student=student, since=begin, zone=zone)
    counts = dict.fromkeys(starts, 0)
    for day, lessons in by_day.items():
        counts[_week_of(day)] = counts.get(_week_of(day), 0) + lessons
    return [(date_format(start, "j M"), counts[start]) for start in starts]


def _week_of(day: date) -> date:
    first = int(get_format("FIRST_DAY_OF_WEEK"))  # 0 is Sunday
    return day - timedelta(days=(day.isoweekday() % ISO_SUNDAY - first) % 7)
