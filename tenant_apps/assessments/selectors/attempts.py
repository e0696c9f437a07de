"""Attempts: the student's own without anything that gives the key away, and staff's lists."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from tenant_apps.assessments.errors import AssessmentUnknown, AttemptUnknown
from tenant_apps.assessments.models import Answer, Assessment, Attempt
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.paper import AskedQuestion
from tenant_apps.assessments.rules.release import is_released
from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    given: dict | None
    sequence: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """An attempt as its student may see it: no score before everything is graded and released."""

    id: uuid.UUID
    assessment: Assessment
    number: int
    state: str
    started_at: datetime
    expires_at: datetime | None
    submitted_at: datetime | None
    is_released: bool
    """Graded, and the results may be seen."""
    max_score: Decimal
    score: Decimal | None
    percent: Decimal | None
    is_passed: bool | None


def own_view(*, attempt: Attempt, now: datetime) -> OwnAttempt:
    """Reads `attempt.assessment`."""
    is_shown = attempt.state == Attempt.State.GRADED and are_results_released(
        assessment=attempt.assessment, now=now
    )
    return OwnAttempt(
        id=attempt.id,
        assessment=attempt.assessment,
        number=attempt.number,
        state=attempt.state,
        started_at=attempt.started_at,
        expires_at=attempt.expires_at,
        submitted_at=attempt.submitted_at,
        is_released=is_shown,
        max_score=attempt.max_score,
        score=attempt.score if is_shown else None,
        percent=attempt.percent if is_shown else None,
        is_passed=attempt.is_passed if is_shown else None,
    )


def are_results_released(*, assessment: Assessment, now: datetime) -> bool:
    return is_released(
        results_shown=assessment.results_shown,
        released_at=assessment.results_released_at,
        closes=assessment.available_until,
        now=now,
    )


def list_attempts_of_student(
    *, student: Student, now: datetime, assessment_id: uuid.UUID | None = None
) -> list[OwnAttempt]:
    """The student's attempts, newest first, with assessment, course, module and lesson: one query."""
    rows = _with_targets(Attempt.objects.filter(student=student)).order_by("-started_at", "-id")
    if assessment_id is not None:
        rows = rows.filter(assessment_id=assessment_id)
    return [own_view(attempt=row, now=now) for row in rows]


def find_own_attempt(*, student: Student, attempt_id: uuid.UUID) -> Attempt:
    """The student's attempt with its assessment. Raises `AttemptUnknown`.

    It may be overdue: `services.attempt_of_student` closes it then.
    """
    rows = Attempt.objects.select_related("assessment__course", "assessment__module", "assessment__lesson")
    attempt = rows.filter(pk=attempt_id, student=student).first()
    if attempt is None:
        raise AttemptUnknown()
    return attempt


def get_paper(*, attempt: Attempt) -> tuple[AskedQuestion, ...]:
    """What the attempt asks, in the order shown, without its key."""
    return papers.asked(papers.read(attempt.paper))


def saved_answers(*, attempt: Attempt) -> dict[uuid.UUID, SavedAnswer]:
    """What was saved so far, by question."""
    rows = Answer.objects.filter(attempt=attempt).only("question_id", "given", "sequence", "saved_at")
    return {row.question_id: SavedAnswer(row.given, row.sequence, row.saved_at) for row in rows}


def list_attempts_for_staff(
    *,
    assessment_id: uuid.UUID | None = None,
    student_id: uuid.UUID | None = None,
    course_id: uuid.UUID | None = None,
) -> QuerySet[Attempt]:
    """Attempts with student and assessment, newest first; their papers are not read."""
    rows = _with_targets(Attempt.objects.select_related("student"))
    if assessment_id is not None:
        rows = rows.filter(assessment_id=assessment_id)
    if student_id is not None:
        rows = rows.filter(student_id=student_id)
    if course_id is not None:
        rows = rows.filter(assessment__course_id=course_id)
    return rows.order_by("-started_at", "-id")


def list_attempts_of_assessment(*, assessment_id: uuid.UUID) -> QuerySet[Attempt]:
    """As `list_attempts_for_staff` for one assessment. Raises `AssessmentUnknown`."""
    if not Assessment.objects.filter(pk=assessment_id).exists():
        raise AssessmentUnknown()
    return list_attempts_for_staff(assessment_id=assessment_id)


def find_taker(*, username: str) -> Student | None:
    """The school's student with this username, in whichever case."""
    if "\x00" in username:  # the database holds no such text
        return None
    return Student.objects.filter(username__iexact=username).first()


def _with_targets(rows: QuerySet[Attempt]) -> QuerySet[Attempt]:
    targets = ("assessment__course", "assessment__module", "assessment__lesson")
    return rows.select_related(*targets).defer("paper")
