"""Results: for the student after release, for staff at any time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tenant_apps.assessments.errors import (
    AttemptStillOpen,
    AttemptUnknown,
    ResultsNotReady,
    ResultsNotReleased,
)
from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules import reading
from tenant_apps.assessments.rules.grading import ZERO
from tenant_apps.assessments.rules.paper import PaperQuestion
from tenant_apps.assessments.rules.reading import Readable
from tenant_apps.assessments.rules.release import shows_key
from tenant_apps.assessments.selectors.attempts import are_results_released


@dataclass(frozen=True, slots=True)
class ResultOption:
    id: uuid.UUID
    text: str
    is_chosen: bool
    is_right: bool | None
    """None where the key is not shown."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One question of the paper with what was given and what it brought."""

    question_id: uuid.UUID
    kind: str
    text: str
    picture: str
    max_points: Decimal
    options: tuple[ResultOption, ...]
    answer_id: uuid.UUID | None
    """None: not answered."""
    said: Readable
    right: Readable
    """The right answer; None without a key, or where it is not shown."""
    points: Decimal | None
    """None while it waits for a person."""
    is_right: bool | None
    feedback: str
    explanation: str
    needs_grading: bool


@dataclass(frozen=True, slots=True)
class Result:
    """An attempt with its assessment and one row for each question, in the order shown."""

    attempt: Attempt
    passing_percent: Decimal
    shows_key: bool
    rows: tuple[ResultRow, ...]


def result_of_attempt(*, attempt: Attempt, now: datetime) -> Result:
    """The result as the attempt's student may see it. Reads `attempt.assessment`.

    Right answers are left out while the student has counted attempts left.
    Raises `AttemptStillOpen`, `ResultsNotReleased`, `ResultsNotReady`.
    """
    if attempt.is_open:
        raise AttemptStillOpen()
    assessment = attempt.assessment
    if not are_results_released(assessment=assessment, now=now):
        raise ResultsNotReleased()
    if attempt.state != Attempt.State.GRADED:
        raise ResultsNotReady()
    used = Attempt.objects.filter(student_id=attempt.student_id, assessment_id=assessment.id).count()
    has_key = shows_key(
        max_attempts=assessment.max_attempts,
        attempts_used=used,
        closes=assessment.available_until,
        now=now,
    )
    return _result(attempt, has_key=has_key, explains=has_key and assessment.show_explanations)


def review_of_attempt(*, attempt_id: uuid.UUID) -> Result:
    """An attempt in any state with everything, for staff: attempt, student, key. Raises `AttemptUnknown`."""
    rows = Attempt.objects.select_related("student", "assessment__course").filter(pk=attempt_id)
    attempt = rows.first()
    if attempt is None:
        raise AttemptUnknown()
    return _result(attempt, has_key=True, explains=True)


def _result(attempt: Attempt, *, has_key: bool, explains: bool) -> Result:
    paper = papers.read(attempt.paper)
    answers = {row.question_id: row for row in Answer.objects.filter(attempt=attempt)}
    rows = tuple(
        _row(question, answers.get(question.id), has_key=has_key, explains=explains)
        for question in paper.questions
    )
    return Result(attempt=attempt, passing_percent=paper.passing_percent, shows_key=has_key, rows=rows)


def _row(question: PaperQuestion, answer: Answer | None, *, has_key: bool, explains: bool) -> ResultRow:
    given = answer.given if answer else None
    return ResultRow(
        question_id=question.id,
        kind=question.kind,
        text=question.text,
        picture=question.picture,
        max_points=question.points,
        options=_options(question, given, has_key=has_key),
        answer_id=answer.id if answer else None,
        said=reading.said(question, given),
        right=reading.key_of(question) if has_key else None,
        points=answer.points if answer else ZERO,
        is_right=answer.is_right if answer else False,
        feedback=answer.feedback if answer else "",
        explanation=question.explanation if explains else "",
        needs_grading=answer.needs_grading if answer else False,
    )


def _options(question: PaperQuestion, given: dict | None, *, has_key: bool) -> tuple[ResultOption, ...]:
    chosen = reading.chosen(question, given)
    return tuple(
        ResultOption(
            id=one.id,
            text=one.text,
            is_chosen=one.id in chosen,
            is_right=one.is_right if has_key else None,
        )
        for one in question.options
    )
