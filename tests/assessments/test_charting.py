"""Where the marks of a line chart stand."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tenant_apps.assessments.rules.charting import mark_line


def test_nothing_draws_nothing():
    drawn = mark_line([])
    assert (drawn.line, drawn.area, drawn.dots) == ("", "", ())


def test_one_mark_is_a_dot_in_the_middle():
    drawn = mark_line([50])
    assert (drawn.line, drawn.area) == ("", "")
    assert [(dot.x, dot.y, dot.is_labelled) for dot in drawn.dots] == [("300.0", "90.0", True)]


def test_marks_stand_between_the_edges_and_never_leave_the_box():
    drawn = mark_line([0, 100, 120, -5])
    assert [(dot.x, dot.y) for dot in drawn.dots] == [
        ("44.0", "180.0"),
        ("214.7", "0.0"),
        ("385.3", "0.0"),
        ("556.0", "180.0"),
    ]
    assert drawn.line == "M44.0 180.0 L214.7 0.0 L385.3 0.0 L556.0 180.0"
    assert drawn.area == f"{drawn.line} L556.0 180 L44.0 180 Z"


@pytest.mark.parametrize("count", [2, 5, 6, 11, 30])
def test_few_labels_and_the_latest_always(count):
    dots = mark_line([50.0] * count).dots
    assert dots[-1].is_labelled
    assert sum(dot.is_labelled for dot in dots) <= 5
    assert all(float(left.x) < float(right.x) for left, right in pairwise(dots))
