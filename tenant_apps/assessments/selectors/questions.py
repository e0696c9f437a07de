"""What an assessment's questions have to do with others: where they came from, which texts are there."""

from __future__ import annotations

import uuid

from tenant_apps.assessments.models import BankQuestion, Question


def sources_of(*, assessment_id: uuid.UUID) -> set[uuid.UUID]:
    """The questions of the bank that the assessment has copies of."""
    rows = Question.objects.filter(assessment_id=assessment_id, source__isnull=False)
    return set(rows.values_list("source_id", flat=True))


def present_texts(*, texts: list[str], assessment_id: uuid.UUID | None) -> set[str]:
    """Those of `texts` that the assessment, or without one the bank, asks already."""
    if assessment_id is None:
        return set(BankQuestion.objects.filter(text__in=texts).values_list("text", flat=True))
    rows = Question.objects.filter(assessment_id=assessment_id, text__in=texts)
    return set(rows.values_list("text", flat=True))
