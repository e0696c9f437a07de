"""The questions of an exam put into a new order at once, as somebody dragged them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.db import transaction

from tenant_apps.assessments.errors import QuestionUnknown
from tenant_apps.assessments.services.keeping import lock_assessment
from tenant_apps.assessments.services.questions import reorder_questions
from tenant_apps.courses.errors import OrderIncomplete, OutlineChanged


def mark_of(*, question_ids: Iterable[uuid.UUID]) -> str:
    """A short text that is another for each other order; a page keeps it to tell what it was drawn from."""
    return sha256(",".join(map(str, question_ids)).encode()).hexdigest()[:16]


@transaction.atomic
def arrange_questions(*, assessment_id: uuid.UUID, question_ids: Sequence[uuid.UUID], seen: str) -> str:
    """Put the questions into this order; returns its mark. `seen` is the mark of the order before.

    Raises `AssessmentUnknown`, `OrderIncomplete` unless every question is named exactly once, and
    `OutlineChanged` when somebody else changed the order since `seen`: nobody's work is undone unseen.
    """
    assessment = lock_assessment(assessment_id=assessment_id)
    current = list(assessment.questions.order_by("order").values_list("id", flat=True))
    if sorted(question_ids) != sorted(current):
        raise OrderIncomplete()
    wanted = mark_of(question_ids=question_ids)
    if wanted == mark_of(question_ids=current):
        return wanted  # the same again, as after an answer that was lost on the way
    if seen != mark_of(question_ids=current):
        raise OutlineChanged()
    reorder_questions(assessment_id=assessment_id, question_ids=question_ids)
    return wanted


@transaction.atomic
def move_question(*, assessment_id: uuid.UUID, question_id: uuid.UUID, up: bool) -> None:
    """One place up or down; at the edge nothing happens. Raises `AssessmentUnknown`, `QuestionUnknown`."""
    assessment = lock_assessment(assessment_id=assessment_id)
    ids = list(assessment.questions.order_by("order").values_list("id", flat=True))
    if question_id not in ids:
        raise QuestionUnknown()
    place = ids.index(question_id)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(ids):
        return
    ids[place], ids[other] = ids[other], ids[place]
    reorder_questions(assessment_id=assessment_id, question_ids=ids)
