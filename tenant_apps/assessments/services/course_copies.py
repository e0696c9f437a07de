"""The assessments of a copied course: settings, questions, options, draws, and nobody's attempts."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TypeVar

from tenant_apps.assessments.models import Assessment, Draw, Option, Question
from tenant_apps.assessments.services.bank import copied_picture

Row = TypeVar("Row", Assessment, Draw, Option, Question)

OF_ITS_OWN = ("id", "created_at", "updated_at", "picture")


def copy_assessments(
    *,
    course_id: uuid.UUID,
    copy_id: uuid.UUID,
    modules: Mapping[uuid.UUID, uuid.UUID],
    lessons: Mapping[uuid.UUID, uuid.UUID],
) -> int:
    """Give the copy of a course its assessments; returns how many.

    They ask, allow and open as the first ones do. Results that were released by hand are not: nobody has
    any yet. The caller holds the transaction, the locks of both courses and `stored_together`.
    """
    former = list(Assessment.objects.filter(course_id=course_id).order_by("created_at", "id"))
    copies = [_again(one, Assessment()) for one in former]
    for copy in copies:
        copy.course_id, copy.results_released_at = copy_id, None
        copy.module_id = modules[copy.module_id] if copy.module_id else None
        copy.lesson_id = lessons[copy.lesson_id] if copy.lesson_id else None
    Assessment.objects.bulk_create(copies)
    places = {one.id: copy.id for one, copy in zip(former, copies, strict=True)}
    _copy_questions(places)
    _copy_draws(places)
    return len(copies)


def _copy_questions(assessments: Mapping[uuid.UUID, uuid.UUID]) -> None:
    former = list(Question.objects.filter(assessment_id__in=assessments).order_by("assessment_id", "order"))
    copies = [_again(one, Question()) for one in former]
    for one, copy in zip(former, copies, strict=True):
        copy.assessment_id = assessments[one.assessment_id]
        copy.picture = copied_picture(one.picture) or ""
    Question.objects.bulk_create(copies)
    _copy_options({one.id: copy.id for one, copy in zip(former, copies, strict=True)})


def _copy_options(questions: Mapping[uuid.UUID, uuid.UUID]) -> None:
    former = Option.objects.filter(question_id__in=questions).order_by("question_id", "order")
    copies = [_again(one, Option()) for one in former]
    for copy in copies:
        copy.question_id = questions[copy.question_id]
    Option.objects.bulk_create(copies)


def _copy_draws(assessments: Mapping[uuid.UUID, uuid.UUID]) -> None:
    former = Draw.objects.filter(assessment_id__in=assessments).order_by("id")
    copies = [_again(one, Draw()) for one in former]
    for copy in copies:
        copy.assessment_id = assessments[copy.assessment_id]
    Draw.objects.bulk_create(copies)


def _again(former: Row, fresh: Row) -> Row:
    """The same values, references included, in a row that is not saved yet."""
    for field in former._meta.concrete_fields:
        if field.name not in OF_ITS_OWN:
            setattr(fresh, field.attname, getattr(former, field.attname))
    return fresh
