"""The teacher's first page: what to do next, and how the school does."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shared_apps.accounts.web.pages import TeacherPage
from tenant_apps.analytics.selectors import FirstSteps, first_steps, list_latest_enrollments
from tenant_apps.enrollments.selectors import SchoolSummary, school_summary

LATEST = 6
BUILDERS = frozenset({"owner", "instructor"})
"""Roles that make courses and codes: an assistant is shown no steps that would refuse them."""


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    note: str
    href: str
    is_done: bool


class TeacherHome(TeacherPage):
    """For a new school a list that ticks itself; then numbers, a chart and the latest enrolments."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        role = request.actor.staff_member.role  # type: ignore[attr-defined]  # set by the page middleware
        summary, lines = school_summary(now=now), step_lines(first_steps(), role=role)
        to_do = [line for line in lines if not line.is_done]
        context = {
            "nav": "home",
            "now": now,
            "summary": summary,
            "steps": lines,
            "steps_done": len(lines) - len(to_do),
            "is_set_up": not to_do,
            "can_build": role in BUILDERS,
            "next_step": to_do[0] if to_do else None,
            # What a school earns is not its staff's business, as in the API.
            "sees_income": role == "owner",
            "days": revenue_rows(summary),
            "has_revenue": any(day.amount for day in summary.days),
            "latest": list_latest_enrollments(count=LATEST),
            "address": f"{request.scheme}://{request.get_host()}/",
            "host": request.get_host(),
        }
        return render(request, "analytics/teacher/home.html", context)


def step_lines(steps: FirstSteps, *, role: str) -> list[Step]:
    """The first steps that this role may go, in the order in which they make sense."""
    if role not in BUILDERS:
        return []
    look = Step(
        _("Give the school your look"),
        _("Colours and a logo: one minute."),
        reverse("teacher_brand"),
        steps.look,
    )
    return [look, *_building_steps(steps)] if role == "owner" else _building_steps(steps)


def _building_steps(steps: FirstSteps) -> list[Step]:
    courses = reverse("teacher_courses")
    course = reverse("teacher_course", args=[steps.newest_course]) if steps.newest_course else courses
    home = reverse("school_home")
    return [
        Step(
            _("Make your first course"),
            _("A title and a price are enough."),
            reverse("teacher_course_new"),
            steps.course,
        ),
        Step(_("Add a lesson with a video"), _("Straight from your phone if you like."), course, steps.video),
        Step(_("Publish it"), _("Before that only you see it."), course, steps.published),
        Step(
            _("Print your first codes"),
            _("A sheet of cards with your name and price."),
            reverse("teacher_codes_new"),
            steps.codes,
        ),
        Step(
            _("See your first student join"),
            _("Be the first yourself: scan the sign with your phone."),
            home,
            steps.student,
        ),
        Step(
            _("See the first code used"),
            _("Hand a card out and watch it here."),
            "#be-the-student",
            steps.redeemed,
        ),
    ]


def revenue_rows(summary: SchoolSummary) -> list[tuple[str, float]]:
    """Day and amount, as the chart takes them."""
    return [(date_format(day.on, "j M"), float(day.amount)) for day in summary.days]
