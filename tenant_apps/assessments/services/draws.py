"""What an assessment draws from the bank for each attempt."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from tenant_apps.assessments.errors import DrawRepeated, DrawTooMany, DrawUnknown, TooManyQuestions
from tenant_apps.assessments.models import Draw
from tenant_apps.assessments.rules import cleaning
from tenant_apps.assessments.rules.draft import clean_level, clean_topic
from tenant_apps.assessments.selectors.bank import fitting
from tenant_apps.assessments.services.keeping import lock_assessment


@transaction.atomic
def add_draw(*, assessment_id: uuid.UUID, topic: str, level: str, number: int, points: Decimal) -> Draw:
    """Draw `number` questions for each attempt; an empty topic or level is any.

    Raises `AssessmentUnknown`, `LevelUnknown`, `QuestionPointsRefused`, `DrawRepeated`, `DrawTooMany`
    when the bank has fewer that fit, `TooManyQuestions`.
    """
    assessment = lock_assessment(assessment_id=assessment_id)
    draw = Draw(assessment=assessment, topic=clean_topic(topic), number=number)
    draw.level = clean_level(level) if level else ""
    draw.points = cleaning.clean_question_points(points)
    if Draw.objects.filter(assessment=assessment, topic=draw.topic, level=draw.level).exists():
        raise DrawRepeated()
    there_are = fitting(topic=draw.topic, level=draw.level).count()
    if not 1 <= number <= there_are:
        raise DrawTooMany(there_are=there_are)
    drawn = Draw.objects.filter(assessment=assessment).aggregate(all=Sum("number"))["all"] or 0
    if assessment.questions.count() + drawn + number > cleaning.MAX_QUESTIONS:
        raise TooManyQuestions()
    draw.save()
    return draw


@transaction.atomic
def remove_draw(*, assessment_id: uuid.UUID, draw_id: uuid.UUID) -> None:
    """Raises `AssessmentUnknown`, `DrawUnknown`. Papers that were given out keep what was drawn."""
    lock_assessment(assessment_id=assessment_id)
    deleted, _details = Draw.objects.filter(pk=draw_id, assessment_id=assessment_id).delete()
    if not deleted:
        raise DrawUnknown()
