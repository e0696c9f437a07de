"""Whole questions put into an assessment: copies from the bank, from itself, from a file; and back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.files.base import ContentFile
from django.db.models import F, Max

from tenant_apps.assessments.errors import BankQuestionUnknown, TooManyQuestions
from tenant_apps.assessments.models import Assessment, BankQuestion, Option, Question
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules.draft import Draft, clean_draft
from tenant_apps.assessments.rules.kinds import Level, QuestionKind
from tenant_apps.assessments.selectors import get_question
from tenant_apps.assessments.selectors.bank import draft_of_bank, draft_of_question
from tenant_apps.assessments.services.bank import add_to_bank, as_bank_question, copied_picture
from tenant_apps.assessments.services.keeping import lock_assessment, lock_question
from tenant_apps.assessments.services.options import TWO
from tenants.storage import stored_together


@dataclass(frozen=True, slots=True)
class Copy:
    """A question on its way into an assessment."""

    draft: Draft
    source: BankQuestion | None = None
    picture: ContentFile | None = None


def add_from_bank(*, assessment_id: uuid.UUID, bank_ids: Sequence[uuid.UUID]) -> int:
    """Put copies of these questions last, in this sequence; returns how many.

    Raises `AssessmentUnknown`, `BankQuestionUnknown` when one is not there, `TooManyQuestions`.
    """
    with stored_together():
        assessment = lock_assessment(assessment_id=assessment_id)
        wanted = list(dict.fromkeys(bank_ids))
        found = BankQuestion.objects.in_bulk(wanted)
        if len(found) != len(wanted):
            raise BankQuestionUnknown()
        _check_room(assessment, len(wanted))
        sources = [found[key] for key in wanted]
        copies = [Copy(draft_of_bank(one), one, copied_picture(one.picture)) for one in sources]
        return len(_put(assessment, copies))


def import_to_assessment(*, assessment_id: uuid.UUID, drafts: Sequence[Draft], keeps: bool = False) -> int:
    """Put them last, in their sequence, with `keeps` into the bank as well; returns how many.

    Raises `AssessmentUnknown`, what `clean_draft` raises, `TooManyQuestions`.
    """
    cleaned = [clean_draft(draft) for draft in drafts]
    with stored_together():
        assessment = lock_assessment(assessment_id=assessment_id)
        _check_room(assessment, len(cleaned))
        kept: list[BankQuestion | None] = [None] * len(cleaned)
        if keeps:
            kept = list(BankQuestion.objects.bulk_create(as_bank_question(one) for one in cleaned))
        return len(_put(assessment, [Copy(*pair) for pair in zip(cleaned, kept, strict=True)]))


def duplicate_question(*, question_id: uuid.UUID) -> Question:
    """The same question once more, right behind it. Raises `QuestionUnknown`, `TooManyQuestions`."""
    with stored_together():
        question = lock_question(question_id=question_id)
        assessment = question.assessment
        _check_room(assessment, 1)
        behind = Question.objects.filter(assessment=assessment, order__gt=question.order)
        behind.update(order=F("order") + 1)
        copy = Copy(draft_of_question(question), question.source, copied_picture(question.picture))
        return _put(assessment, [copy], first=question.order + 1)[0]


def keep_in_bank(*, question_id: uuid.UUID, topic: str = "", level: str = Level.MEDIUM) -> BankQuestion:
    """Keep an assessment's question in the bank; twice keeps the first.

    Raises `QuestionUnknown`, what `clean_draft` raises (a half-written one is refused), `BankFull`.
    """
    with stored_together():
        question = lock_question(question_id=question_id)
        if question.source is not None:
            return question.source
        draft = replace(draft_of_question(get_question(question_id=question_id)), topic=topic, level=level)
        question.source = add_to_bank(draft=draft, picture=copied_picture(question.picture))
        question.save(update_fields=["source", "updated_at"])
        return question.source


def _check_room(assessment: Assessment, number: int) -> None:
    if assessment.questions.count() + number > cleaning.MAX_QUESTIONS:
        raise TooManyQuestions()


def _put(assessment: Assessment, copies: Sequence[Copy], *, first: int | None = None) -> list[Question]:
    """Save the copies from place `first`, or behind the last. The caller holds the lock."""
    if first is None:
        present = Question.objects.filter(assessment=assessment)
        first = (present.aggregate(latest=Max("order"))["latest"] or 0) + 1
    rows = [_question(assessment, copy, order) for order, copy in enumerate(copies, start=first)]
    Question.objects.bulk_create(rows)
    pairs = zip(rows, copies, strict=True)
    Option.objects.bulk_create(option for row, copy in pairs for option in _options(row, copy.draft))
    return rows


def _question(assessment: Assessment, copy: Copy, order: int) -> Question:
    draft = copy.draft
    return Question(
        assessment=assessment,
        order=order,
        kind=draft.kind,
        text=draft.text,
        points=draft.points,
        explanation=draft.explanation,
        picture=copy.picture or "",
        is_required=draft.is_required,
        allows_several=draft.allows_several,
        correct_true_false=draft.truth,
        accepted_answers=list(draft.accepted),
        source=copy.source,
    )


def _options(question: Question, draft: Draft) -> list[Option]:
    texts = [(one.text, one.is_right) for one in draft.options]
    if draft.kind == QuestionKind.TRUE_FALSE:
        texts = [(word, draft.truth is truth) for truth, word in TWO]
    return [
        Option(question=question, text=text, is_correct=is_right, order=order)
        for order, (text, is_right) in enumerate(texts, start=1)
    ]
