"""Points and words by a person, and grading anew after the key was corrected."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shared_apps.kernel.audit import record_act
from tenant_apps.assessments.errors import AnswerUnknown, AttemptStillOpen
from tenant_apps.assessments.models import Answer, Assessment, Attempt
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.grading import clean_points
from tenant_apps.assessments.rules.paper import Paper, PaperQuestion
from tenant_apps.assessments.selectors import as_asked, get_answer, list_questions
from tenant_apps.assessments.services.keeping import lock_assessment
from tenant_apps.assessments.services.settling import mark, settle, tell_if_graded
from tenant_apps.staff.models import StaffMember
from tenants.context import require_tenant


@dataclass(frozen=True, slots=True)
class Regraded:
    """One attempt before and after; `percent` and `is_passed` are None while answers wait."""

    attempt_id: uuid.UUID
    student_name: str
    score_before: Decimal
    score_after: Decimal
    max_before: Decimal
    max_after: Decimal
    is_passed_before: bool | None
    is_passed_after: bool | None

    @property
    def is_changed(self) -> bool:
        before = (self.score_before, self.max_before, self.is_passed_before)
        return before != (self.score_after, self.max_after, self.is_passed_after)


def grade_answer(
    *,
    answer_id: uuid.UUID,
    points: Decimal,
    feedback: str | None = None,
    staff: StaffMember,
    now: datetime,
) -> Answer:
    """Give an answer its points, also anew; without `feedback` the words stay. As `selectors.get_answer`.

    The attempt is graded once nothing waits. Raises `AnswerUnknown`, `AttemptStillOpen`,
    `PointsOutOfRange` (of that kind `PointsNegative`, `PointsTooMany`), `TextTooLong`.
    """
    words = None if feedback is None else _clean_feedback(feedback)
    with transaction.atomic():
        attempt, answer = _lock_answer(answer_id)
        paper = papers.read(attempt.paper)
        question = paper.by_id().get(answer.question_id)
        if question is None:  # struck from the paper by regrading
            raise AnswerUnknown()
        answer.points = clean_points(points, maximum=question.points)
        answer.is_right = answer.points == question.points
        answer.feedback = answer.feedback if words is None else words
        answer.needs_grading = False
        answer.graded_at, answer.graded_by = now, staff.user_id
        answer.save()
        settle(attempt, paper=paper, answers=_answers(attempt, paper), at=now)
        tell_if_graded(attempt, at=now)
    return get_answer(answer_id=answer_id)


@transaction.atomic
def regrade_assessment(*, assessment_id: uuid.UUID, by: StaffMember, now: datetime) -> list[Regraded]:
    """Bring the present key, points and passing grade to all papers given out, and count anew.

    What students were asked and what they gave stays; a question that was deleted is struck from the
    papers; new questions reach nobody. Points that a person gave stay, at most the question's. An open
    attempt gets the key and no score. Returns the attempts that were handed in, oldest first, with
    before and after. Raises `AssessmentUnknown`.
    """
    assessment = lock_assessment(assessment_id=assessment_id)
    present = {
        question.id: question for question in map(as_asked, list_questions(assessment_id=assessment_id))
    }
    rows = Attempt.objects.select_for_update(no_key=True, of=("self",)).select_related("student")
    attempts = list(rows.filter(assessment=assessment).order_by("id"))
    outcome = [_regrade(attempt, assessment, present, now) for attempt in attempts]
    regraded = [one for one in outcome if one is not None]
    _note(assessment, by, regraded)
    return regraded


def _regrade(
    attempt: Attempt, assessment: Assessment, present: dict[uuid.UUID, PaperQuestion], now: datetime
) -> Regraded | None:
    former = papers.read(attempt.paper)
    paper = Paper(
        passing_percent=assessment.passing_percent,
        questions=tuple(_corrected(one, present[one.id]) for one in former.questions if one.id in present),
    )
    attempt.paper = papers.to_json(paper)
    if attempt.is_open:
        attempt.max_score = paper.max_score
        attempt.save(update_fields=["paper", "max_score", "updated_at"])
        return None
    before = (attempt.score or Decimal(0), attempt.max_score, attempt.is_passed)
    _mark_anew(attempt, paper, now)
    settle(attempt, paper=paper, answers=_answers(attempt, paper), at=now)
    found = Regraded(
        attempt_id=attempt.id,
        student_name=attempt.student.full_name,
        score_before=before[0],
        score_after=attempt.score or Decimal(0),
        max_before=before[1],
        max_after=attempt.max_score,
        is_passed_before=before[2],
        is_passed_after=attempt.is_passed,
    )
    if found.is_changed:
        tell_if_graded(attempt, at=now)
    return found


def _corrected(asked: PaperQuestion, present: PaperQuestion) -> PaperQuestion:
    """The question as it was asked, in its order, with the present key. An option that is gone is wrong."""
    if asked.kind != present.kind:
        return asked  # another question by now: its key says nothing about this one
    right = present.right_options
    return replace(
        asked,
        points=present.points,
        explanation=present.explanation,
        options=tuple(replace(option, is_right=option.id in right) for option in asked.options),
        truth=present.truth,
        accepted=present.accepted,
    )


def _mark_anew(attempt: Attempt, paper: Paper, now: datetime) -> None:
    questions = paper.by_id()
    rows = list(Answer.objects.filter(attempt=attempt))
    for row in rows:
        question = questions.get(row.question_id)
        if question is None:
            row.points, row.is_right, row.needs_grading = None, None, False
        elif row.graded_by is not None:
            row.points = min(row.points or Decimal(0), question.points)
            row.is_right = row.points == question.points
        else:
            mark(row, question, at=now)
    Answer.objects.bulk_update(rows, ["points", "is_right", "needs_grading", "graded_at"])


def _answers(attempt: Attempt, paper: Paper) -> list[Answer]:
    """The answers that count: those to questions that the paper still has."""
    asked = [question.id for question in paper.questions]
    return list(Answer.objects.filter(attempt=attempt, question_id__in=asked))


def _lock_answer(answer_id: uuid.UUID) -> tuple[Attempt, Answer]:
    place = Answer.objects.filter(pk=answer_id).values_list("attempt_id", flat=True).first()
    attempt = Attempt.objects.select_for_update(no_key=True).filter(pk=place).first() if place else None
    if attempt is None:
        raise AnswerUnknown()
    if attempt.is_open:
        raise AttemptStillOpen()
    return attempt, Answer.objects.get(pk=answer_id)


def _clean_feedback(feedback: str) -> str:
    return cleaning.clean_text(feedback.strip(), field="feedback", at_most=cleaning.MAX_FEEDBACK)


def _note(assessment: Assessment, by: StaffMember, regraded: list[Regraded]) -> None:
    # Grades that people have seen may change: somebody will ask who did it.
    record_act(
        action="assessment.regrade",
        actor_id=by.user_id,
        actor_name=by.full_name,
        object_type="assessment",
        object_id=assessment.id,
        tenant_id=require_tenant().id,
        after={"attempts": len(regraded), "changed": sum(one.is_changed for one in regraded)},
    )
