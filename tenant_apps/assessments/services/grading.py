"""Points and words by a person."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from shared_apps.kernel.acts import note_act
from tenant_apps.assessments.errors import AnswerUnknown, AttemptStillOpen, GradeNotYours
from tenant_apps.assessments.models import Answer, Attempt
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.grading import clean_points
from tenant_apps.assessments.rules.paper import Paper
from tenant_apps.assessments.selectors import get_answer
from tenant_apps.assessments.services.settling import mark, settle, tell_if_graded
from tenant_apps.staff.models import StaffMember


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
        _note_grade(attempt, answer)
    return get_answer(answer_id=answer_id)


def _note_grade(attempt: Attempt, answer: Answer) -> None:
    title = attempt.assessment.title
    note_act(act="answer.graded", of=attempt.id, title=title, details={"mark": f"{answer.points:f}"})


def take_back_grade(*, answer_id: uuid.UUID, staff: StaffMember, now: datetime) -> Answer:
    """Let the answer wait again, as before `staff` gave it points; the words stay. As `selectors.get_answer`.

    Doing it twice is harmless. Raises `AnswerUnknown`, `AttemptStillOpen`, `GradeNotYours`.
    """
    with transaction.atomic():
        attempt, answer = _lock_answer(answer_id)
        paper = papers.read(attempt.paper)
        question = paper.by_id().get(answer.question_id)
        if question is None:
            raise AnswerUnknown()
        if answer.graded_by not in (staff.user_id, None):
            raise GradeNotYours()
        if answer.graded_by is not None:
            answer.graded_by = None
            mark(answer, question, at=now)
            answer.save()
            settle(attempt, paper=paper, answers=_answers(attempt, paper), at=now)
    return get_answer(answer_id=answer_id)


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
