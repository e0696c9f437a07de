"""The teacher's first page: what to do next, and how the school does."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.pages import TeacherPage
from tenant_apps.analytics import selectors
from tenant_apps.analytics.rules import Span, Takings
from tenant_apps.analytics.selectors import BatchProgress, CourseRow, Desk
from tenant_apps.analytics.web.teacher.cards import cards_of
from tenant_apps.analytics.web.teacher.charts import (
    batch_lines,
    count_plot,
    course_lines,
    funnel_steps,
    money_plot,
)
from tenant_apps.analytics.web.teacher.periods import ChosenPeriod, read_period
from tenant_apps.analytics.web.teacher.steps import BUILDERS, step_lines
from tenant_apps.analytics.web.teacher.waiting import waiting_lines
from tenant_apps.coupons.selectors import code_counts
from tenant_apps.staff.rules import CODES, CONTENT, GRADING, STUDENTS

LATEST = 6
BATCHES_SHOWN = 4
NEXT_STEPS = 3
AREAS = {
    CONTENT: ("teacher_courses",),
    STUDENTS: ("teacher_students",),
    CODES: ("teacher_codes",),
    GRADING: ("teacher_grading", "teacher_assessments"),
}
"""Where the lines of each scope lead."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the page read for its numbers."""

    takings: Takings
    by_day: dict[Any, int]
    batches: list[BatchProgress]
    courses: list[CourseRow]
    income: dict[uuid.UUID, Decimal]
    """Income by course; empty for those who are not told."""


class TeacherHome(TeacherPage):
    """A list that ticks itself until everything on it is done; numbers once somebody has joined."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        role = request.actor.staff_member.role  # type: ignore[attr-defined]  # set by the page middleware
        desk = selectors.read_desk(now=now)
        lines = step_lines(desk.steps, role=role)
        to_do = [line for line in lines if not line.is_done]
        context = {
            "nav": "home",
            "now": now,
            "steps": lines,
            "steps_done": len(lines) - len(to_do),
            "is_set_up": not to_do,
            "has_life": desk.steps.student,
            "can_build": role in BUILDERS,
            "next_step": to_do[0] if to_do else None,
            "next_steps": to_do[:NEXT_STEPS],
            # What a school earns is not its staff's business, as in the API.
            "sees_income": role == "owner",
            "address": f"{request.scheme}://{request.get_host()}/",
            "host": request.get_host(),
        }
        if desk.steps.student:
            context |= _only_open(_numbers(request, desk, role, now), request)
        return render(request, "analytics/teacher/home.html", context)


def _numbers(request: HttpRequest, desk: Desk, role: str, now: datetime) -> dict[str, Any]:
    chosen = read_period(request, now=now)
    read = _read(chosen, now, is_owner=role == "owner")
    exams = selectors.list_closing_exams(now=now)
    joined = selectors.read_funnel(span=chosen.period, zone=chosen.zone)
    return {
        "chosen": chosen,
        "cards": cards_of(chosen=chosen, read=read, desk=desk, now=now, is_owner=role == "owner"),
        "money": money_plot(takings=read.takings, period=chosen.period) if role == "owner" else None,
        "enrollments": count_plot(by_day=read.by_day, period=chosen.period, name=_("Enrolments")),
        "funnel": funnel_steps(found=joined),
        "courses": course_lines(courses=read.courses, income=read.income),
        "codes": code_counts(now=now),
        "batches": batch_lines(batches=read.batches, count=BATCHES_SHOWN),
        "waiting": waiting_lines(desk=desk, batches=read.batches, exams=exams, role=role),
        "latest": selectors.list_latest_enrollments(count=LATEST),
    }


def _only_open(numbers: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    """The same without the areas that the owner did not open to this assistant."""
    member = request.actor.staff_member  # type: ignore[attr-defined]  # set by the page middleware
    closed = [scope for scope in AREAS if not member.may(scope)]
    if not closed:
        return numbers
    places = tuple(reverse(name) for scope in closed for name in AREAS[scope])
    shown = dict(numbers)
    for name in ("cards", "waiting"):
        shown[name] = [line for line in numbers[name] if not line.href.startswith(places)]
    for scope, name in ((CODES, "batches"), (CONTENT, "courses"), (STUDENTS, "latest")):
        shown[name] = [] if scope in closed else numbers[name]
    return shown


def _read(chosen: ChosenPeriod, now: datetime, *, is_owner: bool) -> Read:
    period, zone = chosen.period, chosen.zone
    today = now.astimezone(zone).date()
    both_days = Span(today, today).shifted(days=1)
    earned = selectors.takings_by_course(span=period, zone=zone) if is_owner else []
    reach = (Span(period.previous.first, period.last), Span(both_days.first, today))
    return Read(
        takings=selectors.read_takings(spans=reach, zone=zone),
        by_day=selectors.enrollments_by_day(span=reach[0], zone=zone),
        batches=selectors.list_batch_progress(now=now),
        courses=selectors.compare_courses(span=period, zone=zone),
        income={row.course_id: row.amount for row in earned},
    )
