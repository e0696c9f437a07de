"""What exams add to a student's page: moments of the timeline, and results."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenant_apps.assessments.models import Attempt
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import StudentResult, Telling, strand_of_rows


def _finished(student: Student) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(student=student, submitted_at__isnull=False)
    return rows.select_related("assessment").defer("paper")


def _handed_in(row: Attempt) -> Telling:
    text = _("Handed in") if row.closed_by != Attempt.ClosedBy.CLOCK else _("Time was up")
    return {"text": text, "note": row.assessment.title, "link": ("teacher_attempt", (row.pk,))}


def _marked(student: Student) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(student=student, state=Attempt.State.GRADED, graded_at__isnull=False)
    return rows.select_related("assessment").defer("paper")


def _mark(row: Attempt) -> Telling:
    return {
        "text": _("Graded"),
        "note": row.assessment.title,
        "detail": "" if row.percent is None else f"{row.percent.normalize():f}%",
        "tone": "" if row.is_passed is None else ("success" if row.is_passed else "error"),
        "link": ("teacher_attempt", (row.pk,)),
    }


STRANDS = (
    strand_of_rows(
        key="handed_in",
        label=_("Exams handed in"),
        icon="clipboard-check",
        at="submitted_at",
        rows=_finished,
        tell=_handed_in,
    ),
    strand_of_rows(
        key="marks", label=_("Exams graded"), icon="award", at="graded_at", rows=_marked, tell=_mark
    ),
)


def list_results_of_student(student: Student, limit: int) -> list[StudentResult]:
    """The student's latest finished attempts with their marks."""
    found = _finished(student).order_by("-submitted_at", "-id")[:limit]
    return [
        StudentResult(
            attempt_id=row.pk,
            title=row.assessment.title,
            at=row.submitted_at,  # type: ignore[arg-type]  # filtered above
            percent=row.percent if row.state == Attempt.State.GRADED else None,
            is_passed=row.is_passed if row.state == Attempt.State.GRADED else None,
        )
        for row in found
    ]
