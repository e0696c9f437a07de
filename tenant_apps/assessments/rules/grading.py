"""Points: what the key decides at once, what waits for a person, and the sum."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from tenant_apps.assessments.errors import PointsNegative, PointsOutOfRange, PointsTooMany
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenant_apps.assessments.rules.matching import matches
from tenant_apps.assessments.rules.paper import PaperQuestion

ZERO = Decimal("0.00")
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`points` and `is_right` are None while a person has to decide."""

    points: Decimal | None
    is_right: bool | None

    @property
    def needs_grading(self) -> bool:
        return self.points is None


WAITS = Verdict(points=None, is_right=None)
WRONG = Verdict(points=ZERO, is_right=False)


def grade(question: PaperQuestion, given: Mapping | None) -> Verdict:
    """What the key says of a cleaned answer: all points or none, or that a person has to decide."""
    if given is None:
        return WRONG
    right = _is_right(question, given)
    if right is None:
        return WAITS
    return Verdict(points=question.points, is_right=True) if right else WRONG


def _is_right(question: PaperQuestion, given: Mapping) -> bool | None:
    if question.kind == QuestionKind.MULTIPLE_CHOICE:
        return {uuid.UUID(one) for one in given["options"]} == question.right_options
    if question.kind == QuestionKind.TRUE_FALSE:
        return bool(given["bool"] == question.truth)
    if question.kind == QuestionKind.ESSAY:
        return None
    if matches(given["text"], question.accepted):
        return True
    # An unforeseen short answer may be right in other words; a blank with a key is filled or not.
    is_decided = question.kind == QuestionKind.FILL_BLANK and question.accepted
    return False if is_decided else None


def clean_points(points: Decimal, *, maximum: Decimal) -> Decimal:
    """Raises `PointsNegative`, `PointsTooMany`, or their base `PointsOutOfRange` for what is no number.

    Compared exactly, before it is rounded down to two places.
    """
    if not isinstance(points, Decimal) or not points.is_finite():
        raise PointsOutOfRange()
    if points < 0:
        raise PointsNegative()
    if points > maximum:
        raise PointsTooMany()
    return abs(points.quantize(CENT, rounding=ROUND_DOWN))


def percent_of(*, score: Decimal, max_score: Decimal) -> Decimal:
    """Two places, rounded down, so that nobody reads a passing grade who has not passed."""
    if not max_score:
        return ZERO
    return (score * 100 / max_score).quantize(CENT, rounding=ROUND_DOWN)


def is_pass(*, percent: Decimal, passing_percent: Decimal) -> bool:
    return percent >= passing_percent
