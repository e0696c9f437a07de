"""Questions as they are asked, and the paper drawn from them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from random import SystemRandom

from django.db.models import Prefetch, QuerySet

from tenant_apps.assessments.models import Assessment, Option, Question
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.rules.paper import Paper, PaperOption, PaperQuestion, missing
from tenant_apps.assessments.selectors.bank import draw_from_bank

# Not guessable: who could foretell the order would know which letter is right.
_chance = SystemRandom()


def list_questions(*, assessment_id: uuid.UUID) -> QuerySet[Question]:
    """The assessment's questions in order, each with its options in order. For staff: with the key."""
    options = Prefetch("options", queryset=Option.objects.order_by("order"))
    return Question.objects.filter(assessment_id=assessment_id).order_by("order").prefetch_related(options)


def as_asked(question: Question) -> PaperQuestion:
    """The question as a paper holds it. Reads `question.options`."""
    options = tuple(
        PaperOption(id=one.id, text=one.text, is_right=one.is_correct) for one in question.options.all()
    )
    is_choice = question.kind == QuestionKind.MULTIPLE_CHOICE
    return PaperQuestion(
        id=question.id,
        kind=question.kind,
        text=question.text,
        points=question.points,
        is_required=question.is_required,
        # Two right options can only be found by who may choose two.
        allows_several=is_choice and (question.allows_several or sum(one.is_right for one in options) > 1),
        picture=question.picture.name or "",
        explanation=question.explanation,
        options=options,
        truth=question.correct_true_false if question.kind == QuestionKind.TRUE_FALSE else None,
        accepted=tuple(question.accepted_answers),
    )


def draw_paper(*, assessment: Assessment) -> Paper:
    """A paper of all questions that are complete and what is drawn from the bank, shuffled as it says.

    What is half written is left out rather than keeping everybody from starting. Three queries, and one
    more for each draw.
    """
    rows = list(list_questions(assessment_id=assessment.id))
    questions = [one for one in map(as_asked, rows) if missing(one) is None]
    questions += draw_from_bank(assessment=assessment, without={one.source_id for one in rows})
    if assessment.shuffle_options:
        questions = [_shuffled(one) for one in questions]
    if assessment.shuffle_questions:
        _chance.shuffle(questions)
    return Paper(passing_percent=assessment.passing_percent, questions=tuple(questions))


def _shuffled(question: PaperQuestion) -> PaperQuestion:
    if question.kind != QuestionKind.MULTIPLE_CHOICE:
        return question
    options = list(question.options)
    _chance.shuffle(options)
    return replace(question, options=tuple(options))
