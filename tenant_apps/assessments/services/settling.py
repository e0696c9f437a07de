"""Closing attempts and counting their points. The caller holds the attempt's lock and the transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shared_apps.kernel import events
from tenant_apps.assessments.events import AttemptGraded, AttemptSubmitted
from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.grading import ZERO, grade, is_pass, percent_of
from tenant_apps.assessments.rules.paper import Paper, PaperQuestion

MARKED = ("points", "is_right", "needs_grading", "graded_at")
COUNTED = ("state", "score", "max_score", "percent", "is_passed", "graded_at", "updated_at")


def close_attempt(attempt: Attempt, *, by: str, at: datetime) -> None:
    """Hand the attempt in as it was saved and grade what the key decides."""
    paper = papers.read(attempt.paper)
    questions = paper.by_id()
    # Without those to a question that regrading struck from the paper meanwhile.
    answers = list(Answer.objects.filter(attempt=attempt, question_id__in=questions))
    for answer in answers:
        mark(answer, questions[answer.question_id], at=at)
    Answer.objects.bulk_update(answers, MARKED)
    attempt.submitted_at = at
    attempt.closed_by = by
    settle(attempt, paper=paper, answers=answers, at=at)
    events.publish(
        AttemptSubmitted(
            attempt_id=attempt.id,
            assessment_id=attempt.assessment_id,
            student_id=attempt.student_id,
            by_clock=by == Attempt.ClosedBy.CLOCK,
            needs_grading=attempt.state == Attempt.State.SUBMITTED,
            at=at,
        )
    )
    tell_if_graded(attempt, at=at)


def close_overdue_attempt(attempt: Attempt) -> None:
    """Close an attempt whose time is over, as of the moment it was over."""
    close_attempt(attempt, by=Attempt.ClosedBy.CLOCK, at=attempt.expires_at or attempt.started_at)


def mark(answer: Answer, question: PaperQuestion, *, at: datetime) -> None:
    """Set what the key says of the answer; the caller saves it."""
    verdict = grade(question, answer.given)
    answer.points, answer.is_right = verdict.points, verdict.is_right
    answer.needs_grading = verdict.needs_grading
    answer.graded_at = None if verdict.needs_grading else at


def settle(attempt: Attempt, *, paper: Paper, answers: Collection[Answer], at: datetime) -> None:
    """Count the attempt's points anew and save what came of it: graded once nothing waits."""
    count_points(attempt, paper=paper, answers=answers, at=at)
    # Not the paper: it is the largest of the row and stays as it is.
    attempt.save(update_fields=["submitted_at", "closed_by", *COUNTED])


def count_points(attempt: Attempt, *, paper: Paper, answers: Collection[Answer], at: datetime) -> None:
    """As `settle`; the caller saves the fields named in `COUNTED`."""
    attempt.score = sum((answer.points for answer in answers if answer.points is not None), ZERO)
    attempt.max_score = paper.max_score
    if any(answer.needs_grading for answer in answers):
        attempt.state = Attempt.State.SUBMITTED
        attempt.percent = attempt.is_passed = attempt.graded_at = None
    else:
        attempt.state = Attempt.State.GRADED
        attempt.percent = percent_of(score=attempt.score, max_score=attempt.max_score)
        attempt.is_passed = is_pass(percent=attempt.percent, passing_percent=paper.passing_percent)
        attempt.graded_at = at


def tell_if_graded(attempt: Attempt, *, at: datetime) -> None:
    """Publish that nothing of the attempt waits any more, if so."""
    if attempt.state != Attempt.State.GRADED:
        return
    events.publish(
        AttemptGraded(
            attempt_id=attempt.id,
            assessment_id=attempt.assessment_id,
            student_id=attempt.student_id,
            is_passed=bool(attempt.is_passed),
            at=at,
        )
    )
