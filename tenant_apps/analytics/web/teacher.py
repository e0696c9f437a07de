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
        summary, steps = school_summary(now=now), first_steps()
        lines = step_lines(steps)
        context = {
            "nav": "home",
            "now": now,
            "summary": summary,
            "steps": lines,
            "steps_done": sum(steps.done),
            "is_set_up": all(steps.done),
            "next_step": next((line for line in lines if not line.is_done), None),
            "days": revenue_rows(summary),
            "has_revenue": any(day.amount for day in summary.days),
            "latest": list_latest_enrollments(count=LATEST),
            "address": f"{request.scheme}://{request.get_host()}/",
            "host": request.get_host(),
        }
        return render(request, "analytics/teacher/home.html", context)


def step_lines(steps: FirstSteps) -> list[Step]:
    """The first steps in the order in which they make sense."""
    courses = reverse("teacher_courses")
    course = reverse("teacher_course", args=[steps.newest_course]) if steps.newest_course else courses
    home = reverse("school_home")
    return [
        Step(
            _("Give the school your look"),
            _("Colours and a logo: one minute."),
            reverse("teacher_brand"),
            steps.look,
        ),
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
