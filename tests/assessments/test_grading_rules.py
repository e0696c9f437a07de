"""Points by the key, and the arithmetic of a grade."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest
from hypothesis import given as each
from hypothesis import strategies as st

from tenant_apps.assessments.errors import PointsNegative, PointsOutOfRange, PointsTooMany
from tenant_apps.assessments.rules.given import clean_given
from tenant_apps.assessments.rules.grading import WAITS, WRONG, Verdict, clean_points, grade, percent_of
from tenant_apps.assessments.rules.paper import Paper, PaperOption, PaperQuestion, read, to_json

A, B, C = (uuid.UUID(int=n) for n in (1, 2, 3))


def asked(kind, **fields):
    fields.setdefault("points", Decimal("2.50"))
    return PaperQuestion(id=uuid.UUID(int=9), kind=kind, text="?", **fields)


def choice(*right):
    options = tuple(PaperOption(one, str(one), one in right) for one in (A, B, C))
    return asked("multiple_choice", options=options, allows_several=len(right) > 1)


def picked(*options):
    return {"options": [str(one) for one in options]}


RIGHT = Verdict(points=Decimal("2.50"), is_right=True)


@pytest.mark.parametrize(
    ("question", "given", "verdict"),
    [
        (choice(A), picked(A), RIGHT),
        (choice(A), picked(B), WRONG),
        (choice(A, B), picked(B, A), RIGHT),
        (choice(A, B), picked(A), WRONG),
        (choice(A, B), picked(A, B, C), WRONG),
        (choice(A), None, WRONG),
        (asked("true_false", truth=True), {"bool": True}, RIGHT),
        (asked("true_false", truth=False), {"bool": False}, RIGHT),
        (asked("true_false", truth=False), {"bool": True}, WRONG),
        (asked("fill_blank", accepted=("٧", "seven")), {"text": " 7. "}, RIGHT),
        (asked("fill_blank", accepted=("7",)), {"text": "8"}, WRONG),
        (asked("fill_blank"), {"text": "8"}, WAITS),
        (asked("short_answer", accepted=("القاهرة",)), {"text": "القاهره"}, RIGHT),
        (asked("short_answer", accepted=("Cairo",)), {"text": "the capital"}, WAITS),
        (asked("short_answer"), {"text": "Cairo"}, WAITS),
        (asked("short_answer"), None, WRONG),
        (asked("essay", accepted=("Cairo",)), {"text": "Cairo"}, WAITS),
        (asked("essay"), None, WRONG),
    ],
)
def test_verdict(question, given, verdict):
    assert grade(question, given) == verdict


points = st.decimals(min_value="0.01", max_value="9999.99", places=2)
kinds = st.sampled_from(["multiple_choice", "true_false", "short_answer", "essay", "fill_blank"])


@each(
    kind=kinds,
    worth=points,
    right=st.sets(st.sampled_from([A, B, C])),
    chosen=st.lists(st.sampled_from([A, B, C]), max_size=3),
    text=st.text(max_size=30),
    accepted=st.lists(st.text(max_size=10), max_size=3),
    truth=st.booleans(),
    said=st.booleans() | st.none(),
)
def test_key_gives_all_or_nothing(kind, worth, right, chosen, text, accepted, truth, said):
    question = asked(
        kind,
        points=worth,
        options=tuple(PaperOption(one, str(one), one in right) for one in (A, B, C)),
        allows_several=True,
        truth=truth,
        accepted=tuple(accepted),
    )
    cleaned = (
        clean_given(question, {"options": chosen, "text": text, "bool": said}, may_be_blank=True)
        if (kind != "true_false" or said is not None)
        else None
    )
    verdict = grade(question, cleaned)
    assert verdict.points in (None, Decimal(0), worth)
    assert read(to_json(Paper(Decimal(50), (question,)))).questions == (question,)


@each(given=st.decimals(), maximum=points)
def test_points_by_a_person_stay_within(given, maximum):
    try:
        kept = clean_points(given, maximum=maximum)
    except PointsOutOfRange:
        assert not given.is_finite() or given < 0 or given > maximum
    else:
        assert 0 <= kept <= maximum
        assert kept.as_tuple().exponent == -2
        assert given - kept < Decimal("0.01")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ("NaN", PointsOutOfRange),
        ("sNaN", PointsOutOfRange),
        ("Infinity", PointsOutOfRange),
        ("1e309", PointsTooMany),
        ("10.001", PointsTooMany),
        ("-0.001", PointsNegative),
        ("-1e309", PointsNegative),
    ],
)
def test_points_refused(given, refusal):
    with pytest.raises(PointsOutOfRange) as caught:
        clean_points(Decimal(given), maximum=Decimal(10))
    assert type(caught.value) is refusal


def test_points_at_the_bounds():
    assert clean_points(Decimal("10.00"), maximum=Decimal(10)) == Decimal("10.00")
    assert str(clean_points(Decimal("-0"), maximum=Decimal(10))) == "0.00"


@pytest.mark.parametrize(
    ("score", "maximum", "percent"),
    [
        ("2", "3", "66.66"),
        ("49.999", "100", "49.99"),
        ("3", "3", "100.00"),
        ("0", "3", "0.00"),
        ("0", "0", "0.00"),
    ],
)
def test_percent_is_rounded_down(score, maximum, percent):
    assert percent_of(score=Decimal(score), max_score=Decimal(maximum)) == Decimal(percent)
