"""Geometry of charts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from branding.rules.charts import funnel, nice_top, plot, shares


@pytest.mark.parametrize(
    ("largest", "whole", "top"),
    [
        (0, True, 4),
        (1, True, 4),
        (1, False, 1),
        (5, True, 8),
        (99, True, 100),
        (101, True, 120),
        (Decimal("1234.50"), False, 1600),
        (7, False, 8),
        (9, True, 12),
    ],
)
def test_the_axis_ends_at_a_round_number(largest: object, whole: bool, top: int) -> None:
    assert nice_top(largest=largest, whole=whole) == top


def test_columns_stack_from_the_ground_with_the_period_before_behind() -> None:
    drawn = plot(rows=[("Mon", [60, 20]), ("Tue", [0, 0])], series=["Courses", "Modules"], before=[50, 0])
    assert drawn is not None
    first, second = drawn.stacks
    assert [tick.value for tick in drawn.ticks] == [80, 60, 40, 20, 0]
    assert [(box.tone, box.y, box.height) for box in first.boxes] == [
        (1, "25.00%", "75.00%"),
        (2, "0.00%", "25.00%"),
    ]
    assert (first.total, second.total, second.boxes, second.ghost) == (80, 0, (), None)
    assert first.ghost is not None
    assert (first.ghost.y, first.ghost.height) == ("37.50%", "62.50%")
    assert (drawn.total, drawn.total_before, drawn.marks) == (80, 50, ("Mon", "Tue"))


def test_four_marks_stand_below_many_columns() -> None:
    drawn = plot(rows=[(str(day), [day]) for day in range(1, 31)], series=["x"])
    assert drawn is not None
    assert drawn.marks == ("1", "11", "20", "30")


def test_nothing_is_drawn_of_nothing() -> None:
    assert plot(rows=[], series=["x"]) is None
    assert funnel(rows=[("Joined", 0), ("Enrolled", 0)]) == []


def test_a_funnel_tells_what_each_step_lost() -> None:
    steps = funnel(rows=[("Joined", 40), ("Enrolled", 30), ("Watched", 30), ("Finished", 0)])
    assert [(step.value, step.percent, step.lost, step.width) for step in steps] == [
        (40, 100, 0, "100.00%"),
        (30, 75, 25, "75.00%"),
        (30, 75, 0, "75.00%"),
        (0, 0, 100, "0.00%"),
    ]


def test_shares_follow_one_another() -> None:
    found = shares(parts=[("Used", 5, 1), ("Open", 15, 2)], whole=20)
    assert [(part.x, part.width) for part in found] == [("0.00%", "25.00%"), ("25.00%", "75.00%")]
    assert [part.width for part in shares(parts=[("Used", 0, 1)], whole=0)] == ["0.00%"]
