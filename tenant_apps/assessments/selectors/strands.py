"""What exams add to a student's page: moments of the timeline, and results."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenant_apps.assessments.models import Attempt
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import Before, Moment, Strand, StudentResult


def _handed_in(student: Student, before: Before | None, limit: int) -> list[Moment]:
    rows = Attempt.objects.filter(student=student, submitted_at__isnull=False)
    if before:
        rows = rows.filter(before.older(strand="handed_in", at="submitted_at"))
    found = rows.select_related("assessment").defer("paper").order_by("-submitted_at", "-id")[:limit]
    return [
        Moment(
            row.submitted_at,  # type: ignore[arg-type]  # filtered above
            "handed_in",
            row.pk,
            _("Handed in") if row.closed_by != Attempt.ClosedBy.CLOCK else _("Time was up"),
            note=row.assessment.title,
            link=("teacher_attempt", (row.pk,)),
        )
        for row in found
    ]


def _graded(student: Student, before: Before | None, limit: int) -> list[Moment]:
    rows = Attempt.objects.filter(student=student, state=Attempt.State.GRADED, graded_at__isnull=False)
    if before:
        rows = rows.filter(before.older(strand="marks", at="graded_at"))
    found = rows.select_related("assessment").defer("paper").order_by("-graded_at", "-id")[:limit]
    return [
        Moment(
            row.graded_at,  # type: ignore[arg-type]  # filtered above
            "marks",
            row.pk,
            _("Graded"),
            note=row.assessment.title,
            detail="" if row.percent is None else f"{row.percent.normalize():f}%",
            tone="" if row.is_passed is None else ("success" if row.is_passed else "error"),
            link=("teacher_attempt", (row.pk,)),
        )
        for row in found
    ]


STRANDS = (
    Strand("handed_in", _("Exams handed in"), "clipboard-check", _handed_in),
    Strand("marks", _("Marks"), "award", _graded),
)


def list_results_of_student(student: Student, limit: int) -> list[StudentResult]:
    """The student's latest finished attempts with their marks."""
    rows = Attempt.objects.filter(student=student, submitted_at__isnull=False)
    found = rows.select_related("assessment").defer("paper").order_by("-submitted_at", "-id")[:limit]
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
