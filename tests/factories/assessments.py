"""Assessments, questions and options, straight into their tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from django.db.models import Max

from tenant_apps.assessments.models import Assessment, Option, Question
from tests.factories.courses import make_course

_serial = count(1)


def make_assessment(
    course: Any = None, *, module: Any = None, lesson: Any = None, **fields: Any
) -> Assessment:
    """A published quiz of a course, module or lesson: no time limit, one attempt, no questions yet."""
    if lesson is not None:
        module = lesson.module
    if module is not None:
        course = module.course
    fields.setdefault("title", f"Quiz {next(_serial)}")
    fields.setdefault("is_published", True)
    return Assessment.objects.create(course=course or make_course(), module=module, lesson=lesson, **fields)


def make_question(
    assessment: Assessment | None = None,
    kind: str = "multiple_choice",
    *,
    options: Sequence[tuple[str, bool]] | None = None,
    **fields: Any,
) -> Question:
    """A question of 1.00, last in its assessment; of `options` (text, right), or with a key of its kind.

    Multiple choice: Right and Wrong. True/false: true. Short answer and blank: "Cairo".
    """
    assessment = assessment or make_assessment()
    latest = assessment.questions.aggregate(latest=Max("order"))["latest"] or 0
    fields.setdefault("order", latest + 1)
    fields.setdefault("text", f"Question {fields['order']}")
    fields.setdefault("points", Decimal("1.00"))
    if kind == "true_false":
        fields.setdefault("correct_true_false", True)
        truth = fields["correct_true_false"]
        options = [("True", truth is True), ("False", truth is False)]
    if kind in ("short_answer", "fill_blank"):
        fields.setdefault("accepted_answers", ["Cairo"])
    if kind == "multiple_choice" and options is None:
        options = [("Right", True), ("Wrong", False)]
    question = Question.objects.create(assessment=assessment, kind=kind, **fields)
    for place, (text, is_correct) in enumerate(options or [], start=1):
        Option.objects.create(question=question, text=text, is_correct=is_correct, order=place)
    return question


def right_option(question: Question) -> str:
    """The id of the question's first right option, as a client names it."""
    return str(question.options.filter(is_correct=True).order_by("order").values_list("pk", flat=True)[0])


def wrong_option(question: Question) -> str:
    """The id of the question's first wrong option, as a client names it."""
    return str(question.options.filter(is_correct=False).order_by("order").values_list("pk", flat=True)[0])
