"""Assessments, questions and options for who writes them."""

from __future__ import annotations

import uuid

from django.db.models import Count, DecimalField, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from tenant_apps.assessments.errors import AssessmentUnknown, OptionUnknown, QuestionUnknown
from tenant_apps.assessments.models import Answer, Assessment, Attempt, Draw, Option, Question
from tenant_apps.assessments.selectors.drawing import list_questions

_WHOLE = IntegerField()
_POINTS = DecimalField(max_digits=9, decimal_places=2)


def list_assessments_for_staff(*, course_id: uuid.UUID | None = None) -> QuerySet[Assessment]:
    """Every assessment of the school or of one course, newest first, with course, module and lesson.

    Each carries `questions_count`, `points_total`, `attempts_count` and `waiting_count` (answers that wait
    for a person).
    """
    rows = _with_attempts(with_totals(Assessment.objects.select_related("course", "module", "lesson")))
    if course_id is not None:
        rows = rows.filter(course_id=course_id)
    return rows.order_by("-created_at", "-id")


def with_totals(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    """The same rows with `questions_count` and `points_total`, what is drawn from the bank included."""
    questions = Question.objects.filter(assessment=OuterRef("pk")).order_by().values("assessment")
    draws = Draw.objects.filter(assessment=OuterRef("pk")).order_by().values("assessment")
    drawn = Coalesce(Subquery(draws.annotate(n=Sum("number")).values("n")), 0, output_field=_WHOLE)
    worth = Sum(F("number") * F("points"), output_field=_POINTS)
    return rows.annotate(
        questions_count=_number(questions) + drawn,
        points_total=_points(questions, Sum("points")) + _points(draws, worth),
    )


def get_assessment(*, assessment_id: uuid.UUID) -> Assessment:
    """One of `list_assessments_for_staff`. Raises `AssessmentUnknown`."""
    found = list_assessments_for_staff().filter(pk=assessment_id).first()
    if found is None:
        raise AssessmentUnknown()
    return found


def get_question(*, question_id: uuid.UUID) -> Question:
    """A question with its assessment, its options prefetched. Raises `QuestionUnknown`."""
    place = Question.objects.filter(pk=question_id).values_list("assessment_id", flat=True).first()
    if place is None:
        raise QuestionUnknown()
    rows = list_questions(assessment_id=place).select_related("assessment")
    found = rows.filter(pk=question_id).first()
    if found is None:
        raise QuestionUnknown()
    return found


def list_options(*, question_id: uuid.UUID) -> QuerySet[Option]:
    """The question's options in order. Does not ask whether the question exists."""
    return Option.objects.filter(question_id=question_id).order_by("order")


def get_option(*, option_id: uuid.UUID) -> Option:
    """An option with its question and assessment. Raises `OptionUnknown`."""
    found = Option.objects.select_related("question__assessment").filter(pk=option_id).first()
    if found is None:
        raise OptionUnknown()
    return found


def _with_attempts(rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
    attempts = Attempt.objects.filter(assessment=OuterRef("pk")).order_by().values("assessment")
    waiting = (
        Answer.objects.filter(attempt__assessment=OuterRef("pk"), needs_grading=True)
        .order_by()
        .values("attempt__assessment")
    )
    return rows.annotate(attempts_count=_number(attempts), waiting_count=_number(waiting))


def _points(grouped: QuerySet, total: Sum) -> Coalesce:
    return Coalesce(Subquery(grouped.annotate(n=total).values("n")), 0, output_field=_POINTS)


def _number(grouped: QuerySet) -> Coalesce:
    return Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), 0, output_field=_WHOLE)
