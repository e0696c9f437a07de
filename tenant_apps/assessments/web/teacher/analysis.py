"""What the results say: the spread of marks, each question, and all of them as a file."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.tables import csv_answer
from shared_apps.kernel.acts import note_act
from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.selectors import get_assessment, list_attempts_of_assessment
from tenant_apps.assessments.selectors.analysis import BUCKETS, Analysis, analyse
from tenant_apps.assessments.services import close_overdue
from tenant_apps.assessments.web.teacher.builder import frame
from tenant_apps.assessments.web.teacher.question_forms import KINDS
from tenant_apps.assessments.web.teacher.rights import GraderPage

HARD, EASY = 40, 85
"""Percent of a question's marks: below the first it is hard, from the second on easy."""


class AssessmentAnalysis(GraderPage):
    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        close_overdue(now=timezone.now())
        found = analyse(assessment=assessment)
        context = frame(request, assessment, "analysis") | {
            "found": found,
            "spread": spread_rows(found),
            "rows": question_rows(found),
            "pass_percent": round(found.spread.passed * 100 / found.spread.count)
            if found.spread.count
            else None,
        }
        return render(request, "assessments/teacher/analysis.html", context)


def spread_rows(found: Analysis) -> list[tuple[str, int]]:
    """The columns of the drawing: 0–9, 10–19 and so on to 90–100 percent, left to right in Arabic too."""
    width = 100 // BUCKETS
    last = BUCKETS - 1
    return [
        (f"\u2066{place * width}–{100 if place == last else (place + 1) * width - 1}%\u2069", count)
        for place, count in enumerate(found.spread.buckets)
    ]


def question_rows(found: Analysis) -> list[dict[str, Any]]:
    """Each question with its kind and how hard it was, in words."""
    return [
        {"fared": one, "kind": KINDS[one.question.kind], "word": _word(one.percent)}
        for one in found.questions
    ]


def _word(percent: int | None) -> str:
    """hard, easy, fine, or nothing while nobody was asked."""
    if percent is None:
        return ""
    return "hard" if percent < HARD else "easy" if percent >= EASY else "fine"


class AssessmentResults(GraderPage):
    """Every attempt that was handed in, as a file for spreadsheets."""

    def get(self, request: HttpRequest, assessment_id: uuid.UUID) -> HttpResponse:
        assessment = get_assessment(assessment_id=assessment_id)
        rows = list_attempts_of_assessment(assessment_id=assessment_id).exclude(state=Attempt.State.OPEN)
        with transaction.atomic():
            note_act(act="results.exported", of=assessment.id, title=assessment.title)
        heads = (_("Student"), _("Username"), _("Attempt"), _("Began"), _("Handed in"))
        return csv_answer(
            name=f"results-{timezone.localdate():%Y-%m-%d}",
            heads=(*heads, _("Points"), _("Of"), _("Percent"), _("Passed")),
            rows=map(_cells, rows),
        )


def _cells(row: Attempt) -> tuple[object, ...]:
    is_passed = "" if row.is_passed is None else _("yes") if row.is_passed else _("no")
    return (
        row.student.full_name,
        row.student.username,
        row.number,
        _moment(row.started_at),
        _moment(row.submitted_at),
        "" if row.score is None else row.score,
        row.max_score,
        "" if row.percent is None else row.percent,
        is_passed,
    )


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
