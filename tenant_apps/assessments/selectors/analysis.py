"""What an assessment's results say of it: how marks are spread, and how each question fared."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import mean, median

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from tenant_apps.assessments.models import Answer, Assessment, Attempt
from tenant_apps.assessments.rules.paper import PaperQuestion
from tenant_apps.assessments.selectors.bank import bank_as_asked_by_id
from tenant_apps.assessments.selectors.drawing import as_asked, list_questions

MOST_ATTEMPTS = 2000
"""The latest so many are read: their papers are large, and more would not say anything else."""
BUCKETS = 10
_ASKED = """
SELECT o.id::uuid, count(*) FROM assessments_attempt a,
jsonb_array_elements_text(a.paper -> 'order') AS o(id) WHERE a.id = ANY(%s) GROUP BY 1
"""
_CHOSEN = """
SELECT w.question_id, o.id::uuid, count(*) FROM assessments_answer w,
jsonb_array_elements_text(w.given -> 'options') AS o(id)
WHERE w.attempt_id = ANY(%s) AND w.question_kind = 'multiple_choice' AND w.given ? 'options' GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """Graded attempts: how many, and how many reached 0 to 9 percent, 10 to 19 and so on to 90 to 100."""

    count: int
    average: Decimal | None
    middle: Decimal | None
    passed: int
    buckets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuestionFared:
    """One question with what students made of it."""

    question: PaperQuestion
    asked: int
    """In how many papers it was; those whose answer waits for a person are left out."""
    empty: int
    percent: int | None
    """How much of its marks was reached; None when nobody was asked."""
    trap: str
    """The wrong option that was chosen most; empty without one."""
    trap_count: int


@dataclass(frozen=True, slots=True)
class Analysis:
    spread: Spread
    handed_in: int
    """Attempts that were read."""
    questions: tuple[QuestionFared, ...]


def analyse(*, assessment: Assessment) -> Analysis:
    """The spread of marks and each question's fate, in the order of the questions.

    Of the latest `MOST_ATTEMPTS` that were handed in. Seven queries.
    """
    rows = Attempt.objects.filter(assessment=assessment).exclude(state=Attempt.State.OPEN)
    latest = rows.order_by("-started_at", "-id")[:MOST_ATTEMPTS]
    read = list(latest.values_list("id", "percent", "is_passed"))
    ids = [key for key, _percent, _passed in read]
    graded = [(percent, passed) for _key, percent, passed in read if percent is not None]
    asked = _counts(_ASKED, ids)
    questions = _questions(assessment, asked)
    return Analysis(_spread(graded), len(read), _fared(questions, asked, ids))


def _spread(graded: list[tuple[Decimal, bool | None]]) -> Spread:
    buckets = [0] * BUCKETS
    for percent, _passed in graded:
        buckets[min(BUCKETS - 1, int(percent) // BUCKETS)] += 1
    percents = [percent for percent, _passed in graded]
    return Spread(
        count=len(graded),
        average=round(mean(percents), 1) if percents else None,
        middle=round(median(percents), 1) if percents else None,
        passed=sum(bool(passed) for _percent, passed in graded),
        buckets=tuple(buckets),
    )


def _questions(assessment: Assessment, asked: Iterable[uuid.UUID]) -> list[PaperQuestion]:
    """The assessment's own in order, then what was drawn from the bank, as they are now."""
    own = [as_asked(one) for one in list_questions(assessment_id=assessment.id)]
    drawn = bank_as_asked_by_id(bank_ids=set(asked) - {one.id for one in own})
    return [*own, *sorted(drawn.values(), key=lambda one: one.id)]


def _fared(
    questions: list[PaperQuestion], asked: Mapping[uuid.UUID, int], ids: list[uuid.UUID]
) -> tuple[QuestionFared, ...]:
    answers = {row["question_id"]: row for row in _answers(ids)}
    chosen = _chosen(ids)
    found = []
    for question in questions:
        row = answers.get(question.id, {"given": 0, "waiting": 0, "points": None})
        counted = asked.get(question.id, 0) - row["waiting"]
        trap, count = _trap(question, chosen[question.id])
        found.append(
            QuestionFared(
                question=question,
                asked=counted,
                empty=max(0, asked.get(question.id, 0) - row["given"]),
                percent=_reached(row["points"], counted, question.points),
                trap=trap,
                trap_count=count,
            )
        )
    return tuple(found)


def _reached(points: Decimal | None, counted: int, worth: Decimal) -> int | None:
    if counted <= 0:
        return None
    # Marks that are lowered later must not show more than everything.
    return min(100, round((points or Decimal(0)) * 100 / (counted * worth)))


def _answers(ids: list[uuid.UUID]) -> QuerySet:
    rows = Answer.objects.filter(attempt__in=ids).order_by().values("question_id")
    return rows.annotate(
        given=Count("pk", filter=Q(given__isnull=False)),
        waiting=Count("pk", filter=Q(needs_grading=True)),
        points=Sum("points"),
    )


def _counts(statement: str, ids: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [ids])
        return dict(cursor.fetchall())


def _chosen(ids: list[uuid.UUID]) -> dict[uuid.UUID, dict[uuid.UUID, int]]:
    found: defaultdict[uuid.UUID, dict[uuid.UUID, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, [ids])
        for question_id, option_id, count in cursor.fetchall():
            found[question_id][option_id] = count
    return found


def _trap(question: PaperQuestion, chosen: Mapping[uuid.UUID, int]) -> tuple[str, int]:
    wrong = [(chosen.get(one.id, 0), one.text) for one in question.options if not one.is_right]
    count, text = max(wrong, key=lambda pair: pair[0], default=(0, ""))
    return (text, count) if count else ("", 0)
