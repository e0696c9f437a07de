"""The question bank: its list, what is drawn from it, and questions on their way in and out."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shared_apps.kernel.searching import words_in
from tenant_apps.assessments.errors import BankQuestionUnknown
from tenant_apps.assessments.models import Assessment, BankQuestion, Draw, Question
from tenant_apps.assessments.rules.draft import Draft, DraftOption
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.rules.paper import PaperOption, PaperQuestion

MOST_WORDS = 300
"""Topics and tags that a filter offers."""


@dataclass(frozen=True, slots=True)
class BankFilter:
    """What a reader of the bank looks for; an empty one is anything."""

    search: str = ""
    topic: str = ""
    tag: str = ""
    level: str = ""
    kind: str = ""


def list_bank(*, wanted: BankFilter | None = None) -> QuerySet[BankQuestion]:
    """The bank's questions, newest first, each with `use_count`: how many assessments have copies."""
    copies = Question.objects.filter(source=OuterRef("pk")).order_by().values("source")
    count = Subquery(copies.annotate(n=Count("assessment", distinct=True)).values("n"))
    rows = BankQuestion.objects.annotate(use_count=Coalesce(count, 0, output_field=IntegerField()))
    return _matching(rows, wanted or BankFilter()).order_by("-created_at", "-id")


def _matching(rows: QuerySet[BankQuestion], wanted: BankFilter) -> QuerySet[BankQuestion]:
    if wanted.search:
        told = words_in(wanted.search, fields=["text", "topic"])
        rows = rows.filter(told | Q(tags__contains=[wanted.search]))
    if wanted.topic:
        rows = rows.filter(topic=wanted.topic)
    if wanted.tag:
        rows = rows.filter(tags__contains=[wanted.tag])
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    return rows.filter(kind=wanted.kind) if wanted.kind else rows


def get_bank_question(*, bank_id: uuid.UUID) -> BankQuestion:
    """Raises `BankQuestionUnknown`."""
    found = BankQuestion.objects.filter(pk=bank_id).first()
    if found is None:
        raise BankQuestionUnknown()
    return found


def list_topics() -> list[str]:
    """The bank's topics by name, without the empty one."""
    rows = BankQuestion.objects.exclude(topic="").order_by("topic").values_list("topic", flat=True)
    return list(rows.distinct()[:MOST_WORDS])


def list_tags() -> list[str]:
    """The bank's tags by name."""
    tag = Func("tags", function="unnest")
    rows = BankQuestion.objects.annotate(tag=tag).order_by("tag").values_list("tag", flat=True)
    return list(rows.distinct()[:MOST_WORDS])


def list_draws(*, assessment_id: uuid.UUID) -> list[Draw]:
    """The assessment's draws, the most particular first: the order in which they are filled."""
    rows = Draw.objects.filter(assessment_id=assessment_id).order_by("created_at", "id")
    return sorted(rows, key=lambda draw: (draw.topic == "") * 2 + (draw.level == ""))


def fitting(*, topic: str, level: str) -> QuerySet[BankQuestion]:
    """The bank's questions that a draw of this topic and level may take."""
    return _matching(BankQuestion.objects.all(), BankFilter(topic=topic, level=level))


def fitting_counts(draws: Iterable[Draw]) -> dict[uuid.UUID, int]:
    """How many questions of the bank fit each draw: one query."""
    rows = BankQuestion.objects.order_by().values_list("topic", "level").annotate(n=Count("pk"))
    shelves = list(rows)
    return {
        draw.id: sum(
            count
            for topic, level, count in shelves
            if draw.topic in ("", topic) and draw.level in ("", level)
        )
        for draw in draws
    }


def draw_from_bank(*, assessment: Assessment, without: Collection[uuid.UUID | None]) -> list[PaperQuestion]:
    """Questions for one attempt, as the assessment's draws say: none twice and none of `without`.

    Where the bank has too few, the paper has fewer.
    """
    used = {one for one in without if one is not None}
    found: list[PaperQuestion] = []
    for draw in list_draws(assessment_id=assessment.id):
        rows = fitting(topic=draw.topic, level=draw.level).exclude(pk__in=used)
        for question in rows.order_by("?")[: draw.number]:
            used.add(question.id)
            found.append(bank_as_asked(question, points=draw.points))
    return found


def bank_as_asked(question: BankQuestion, *, points: Decimal) -> PaperQuestion:
    """The question as a paper holds it."""
    options = _paper_options(question)
    return PaperQuestion(
        id=question.id,
        kind=question.kind,
        text=question.text,
        points=points,
        is_required=question.is_required,
        allows_several=question.kind == QuestionKind.MULTIPLE_CHOICE
        and (question.allows_several or sum(one.is_right for one in options) > 1),
        picture=question.picture.name or "",
        explanation=question.explanation,
        options=options,
        truth=question.truth,
        accepted=tuple(question.accepted_answers),
        is_drawn=True,
    )


def bank_as_asked_by_id(*, bank_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, PaperQuestion]:
    """Those of these questions that the bank still has."""
    rows = BankQuestion.objects.filter(pk__in=list(bank_ids))
    return {one.id: bank_as_asked(one, points=one.points) for one in rows}


def _paper_options(question: BankQuestion) -> tuple[PaperOption, ...]:
    if question.kind == QuestionKind.TRUE_FALSE:
        # Named after the question, so that counting anew finds them again.
        return tuple(
            PaperOption(id=uuid.uuid5(question.id, word), text=word, is_right=question.truth is truth)
            for truth, word in ((True, "True"), (False, "False"))
        )
    return tuple(
        PaperOption(id=uuid.UUID(one["id"]), text=one["text"], is_right=one["is_right"])
        for one in question.options
    )


def draft_of_bank(question: BankQuestion) -> Draft:
    """The whole question, apart from its picture."""
    return Draft(
        kind=question.kind,
        text=question.text,
        points=question.points,
        explanation=question.explanation,
        is_required=question.is_required,
        allows_several=question.allows_several,
        truth=question.truth,
        accepted=tuple(question.accepted_answers),
        options=tuple(DraftOption(one["text"], one["is_right"]) for one in question.options),
        topic=question.topic,
        level=question.level,
        tags=tuple(question.tags),
    )


def draft_of_question(question: Question) -> Draft:
    """As `draft_of_bank` for a question of an assessment. Reads `question.options`."""
    is_choice = question.kind == QuestionKind.MULTIPLE_CHOICE
    options = question.options.all() if is_choice else []
    return Draft(
        kind=question.kind,
        text=question.text,
        points=question.points,
        explanation=question.explanation,
        is_required=question.is_required,
        allows_several=question.allows_several,
        truth=question.correct_true_false,
        accepted=tuple(question.accepted_answers),
        options=tuple(DraftOption(one.text, one.is_correct) for one in options),
    )
