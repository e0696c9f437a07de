"""A student's marks over time, and everything handed in."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.rules.clock import GRACE
from tenant_apps.assessments.rules.kinds import ResultsShown
from tenant_apps.students.models import Student


def list_marks(*, student: Student, now: datetime, limit: int) -> list[Attempt]:
    """The latest graded attempts whose results the student may see, in the order handed in: one query.

    Each with its assessment and course, without its paper.
    """
    over = Q(
        assessment__results_shown=ResultsShown.AFTER_CLOSING, assessment__available_until__lt=now - GRACE
    )
    released = Q(assessment__results_released_at__isnull=False) | over
    released |= Q(assessment__results_shown=ResultsShown.AT_ONCE)
    rows = _handed_in(student).filter(released, state=Attempt.State.GRADED, percent__isnull=False)
    return list(rows.order_by("-submitted_at", "-id")[:limit])[::-1]


def query_handed_in(*, student: Student) -> QuerySet[Attempt]:
    """Attempts that are over, latest first, with assessment and course: for `own_view`, page by page."""
    return _handed_in(student).order_by("-submitted_at", "-id")


def average_mark(*, marks: list[Attempt]) -> Decimal | None:
    """The mean of the best mark in each assessment, in percent with one place; None without marks."""
    best: dict[uuid.UUID, Decimal] = {}
    for mark in marks:
        percent = mark.percent or Decimal(0)
        best[mark.assessment_id] = max(percent, best.get(mark.assessment_id, percent))
    if not best:
        return None
    return (sum(best.values(), Decimal(0)) / len(best)).quantize(Decimal("0.1"))


def _handed_in(student: Student) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(student=student, submitted_at__isnull=False)
    return rows.exclude(state=Attempt.State.OPEN).select_related("assessment__course").defer("paper")
