"""The grading queue."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import CharField, F, Func, JSONField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from tenant_apps.assessments.errors import AnswerUnknown
from tenant_apps.assessments.models import Answer, Attempt


def pending_answers(
    *,
    course_id: uuid.UUID | None = None,
    assessment_id: uuid.UUID | None = None,
    kind: str | None = None,
    question_kind: str | None = None,
) -> QuerySet[Answer]:
    """Answers that wait for a person, oldest first, with attempt, student, assessment and course.

    Each carries its question (`answer.question`) without its attempt's whole paper.
    """
    rows = _with_question(Answer.objects.filter(needs_grading=True))
    if course_id is not None:
        rows = rows.filter(attempt__assessment__course_id=course_id)
    if assessment_id is not None:
        rows = rows.filter(attempt__assessment_id=assessment_id)
    if kind is not None:
        rows = rows.filter(attempt__assessment__kind=kind)
    if question_kind is not None:
        rows = rows.filter(question_kind=question_kind)
    return rows.order_by("saved_at", "id")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who waits around an answer, and how many in all."""

    count: int
    earlier: uuid.UUID | None
    later: uuid.UUID | None


def neighbours_of(*, answer: Answer, assessment_id: uuid.UUID | None = None) -> Neighbours:
    """The answers that wait just before and after this one, whether it waits itself or not: three queries."""
    rows = Answer.objects.filter(needs_grading=True)
    if assessment_id is not None:
        rows = rows.filter(attempt__assessment_id=assessment_id)
    moment, key = answer.saved_at, answer.pk
    later = rows.filter(Q(saved_at__gt=moment) | Q(saved_at=moment, pk__gt=key))
    earlier = rows.filter(Q(saved_at__lt=moment) | Q(saved_at=moment, pk__lt=key))
    return Neighbours(
        count=rows.count(),
        earlier=earlier.order_by("-saved_at", "-id").values_list("id", flat=True).first(),
        later=later.order_by("saved_at", "id").values_list("id", flat=True).first(),
    )


def get_answer(*, answer_id: uuid.UUID) -> Answer:
    """An answer of an attempt that was handed in, as in `pending_answers`. Raises `AnswerUnknown`."""
    rows = _with_question(Answer.objects.exclude(attempt__state=Attempt.State.OPEN))
    found = rows.filter(pk=answer_id).first()
    if found is None:
        raise AnswerUnknown()
    return found


def _with_question(rows: QuerySet[Answer]) -> QuerySet[Answer]:
    question = Func(
        F("paper"),
        Value("questions"),
        Cast(OuterRef("question_id"), CharField()),
        function="jsonb_extract_path",
        output_field=JSONField(),
    )
    # As a subquery PostgreSQL reads papers only for the rows of the page: else for all, before sorting.
    asked = Subquery(Attempt.objects.filter(pk=OuterRef("attempt_id")).values_list(question))
    return (
        rows.select_related("attempt__student", "attempt__assessment__course")
        .defer("attempt__paper")
        .annotate(asked=asked)
    )
