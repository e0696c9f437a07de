"""The first steps of a new school, as lines with a place to go to."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tenant_apps.analytics.selectors import FirstSteps

BUILDERS = frozenset({"owner", "instructor"})
"""Roles that make courses and codes: an assistant is shown no steps that would refuse them."""


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    note: str
    href: str
    is_done: bool


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
            _("Be the first yourself: scan the QR code with your phone."),
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
