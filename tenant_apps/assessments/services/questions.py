"""Questions of an assessment: written, changed, moved, deleted."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from shared_apps.kernel.acts import note_act
from shared_apps.kernel.images import clean_picture
from tenant_apps.assessments.errors import TooManyQuestions
from tenant_apps.assessments.models import Assessment, Option, Question
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules.kinds import OPTION_KINDS, QuestionKind
from tenant_apps.assessments.selectors import list_questions
from tenant_apps.assessments.services.keeping import has_attempts, lock_assessment, lock_question
from tenant_apps.assessments.services.options import OptionChanges, keep_two, set_options
from tenant_apps.assessments.services.orders import take_place
from tenant_apps.courses.errors import OrderIncomplete
from tenants.storage import discard_after_commit, stored_together


class QuestionChanges(TypedDict, total=False):
    """Only the keys that are present change; `picture` as uploaded, None takes it away.

    `options` is the whole set in its sequence; the key of a true/false question may come either way.
    """

    kind: str
    text: str
    points: Decimal
    order: int | None
    explanation: str
    picture: File | None
    is_required: bool
    allows_several: bool
    correct_true_false: bool | None
    accepted_answers: Sequence[str]
    options: Sequence[OptionChanges]


def create_question(*, assessment_id: uuid.UUID, changes: QuestionChanges) -> Question:
    """A new question, last unless `order` is given; a place that is taken moves the others behind it.

    `kind` and `text` are needed. Returned as `selectors.get_question` does.
    Raises `AssessmentUnknown`, `QuestionTextEmpty`, `QuestionKindUnknown`, `QuestionPointsRefused`,
    `QuestionOrderRefused`, `TextTooLong`, `AcceptedAnswersRefused`, `TooManyQuestions`, `PictureRefused`
    and the refusals of options.
    """
    changes = _checked(changes)
    with stored_together():
        assessment = lock_assessment(assessment_id=assessment_id)
        if assessment.questions.count() >= cleaning.MAX_QUESTIONS:
            raise TooManyQuestions()
        question = Question(assessment=assessment)
        take_place(question, _of(assessment), None)
        _apply(question, {**changes, "kind": changes.get("kind", ""), "text": changes.get("text", "")})
        _keep(question, changes)
        note_act(act="question.created", of=question.id, title=assessment.title)
    return _fresh(question)


def update_question(*, question_id: uuid.UUID, changes: QuestionChanges) -> Question:
    """Change what `changes` names; papers that were given out stay as they are until regraded.

    Raises `QuestionUnknown` and the refusals of `create_question`.
    """
    changes = _checked(changes)
    with stored_together():
        question = lock_question(question_id=question_id)
        _apply(question, changes)
        _keep(question, changes)
        note_act(act="question.changed", of=question.id, title=question.assessment.title)
    return _fresh(question)


def delete_question(*, question_id: uuid.UUID) -> None:
    """Delete the question; papers that were given out keep it until regraded. Raises `QuestionUnknown`."""
    with stored_together():
        question = lock_question(question_id=question_id)
        _discard_picture(question)
        note_act(act="question.deleted", of=question.id, title=question.assessment.title)
        question.delete()


@transaction.atomic
def reorder_questions(*, assessment_id: uuid.UUID, question_ids: Sequence[uuid.UUID]) -> list[Question]:
    """Put the questions into this sequence, numbered from 1.

    Raises `AssessmentUnknown`, and `OrderIncomplete` unless each of them is named exactly once.
    """
    assessment = lock_assessment(assessment_id=assessment_id)
    questions = {question.id: question for question in _of(assessment)}
    if sorted(question_ids) != sorted(questions):
        raise OrderIncomplete()
    ordered = [questions[question_id] for question_id in question_ids]
    for place, question in enumerate(ordered, start=1):
        question.order = place
    Question.objects.bulk_update(ordered, ["order"])
    return ordered


def _of(assessment: Assessment) -> QuerySet[Question]:
    return Question.objects.filter(assessment=assessment)


def _fresh(question: Question) -> Question:
    found = list_questions(assessment_id=question.assessment_id).select_related("assessment")
    return found.get(pk=question.pk)


def _checked(changes: QuestionChanges) -> QuestionChanges:
    """The same with its picture checked, before anything is locked."""
    upload = changes.get("picture")
    if not upload:
        return changes
    return {**changes, "picture": clean_picture(upload=upload, field="picture")}


def _apply(question: Question, changes: QuestionChanges) -> None:
    if "kind" in changes:
        question.kind = cleaning.clean_question_kind(changes["kind"])
    if "text" in changes:
        question.text = cleaning.clean_question_text(changes["text"])
    if "points" in changes:
        question.points = cleaning.clean_question_points(changes["points"])
    if "explanation" in changes:
        question.explanation = cleaning.clean_text(
            changes["explanation"], field="explanation", at_most=cleaning.MAX_EXPLANATION
        )
    if "accepted_answers" in changes:
        question.accepted_answers = cleaning.clean_accepted(changes["accepted_answers"])
    question.is_required = changes.get("is_required", question.is_required)
    question.allows_several = changes.get("allows_several", question.allows_several)
    question.correct_true_false = changes.get("correct_true_false", question.correct_true_false)
    order = changes.get("order")
    if order is not None:
        cleaning.check_question_order(order)
        take_place(question, _of(question.assessment), order)


def _keep(question: Question, changes: QuestionChanges) -> None:
    """Save, and bring picture and options to what the question is now."""
    if "picture" in changes:
        _discard_picture(question)
        question.picture = changes["picture"] or ""
    if question.kind != QuestionKind.TRUE_FALSE:
        question.correct_true_false = None
    question.save()
    if "options" in changes:
        set_options(question, changes["options"])
    elif question.kind == QuestionKind.TRUE_FALSE:
        keep_two(question)
    elif question.kind not in OPTION_KINDS:
        Option.objects.filter(question=question).delete()


def _discard_picture(question: Question) -> None:
    # Papers that were given out go on showing it.
    if question.picture.name and not has_attempts(question.assessment):
        discard_after_commit(question.picture.name)
