"""Geometry and small words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branding.rules import drawing
from branding.rules.marks import initial_mark_svg


@pytest.mark.parametrize(
    ("given_value", "percent"),
    [
        (0, 0),
        (64, 64),
        ("64", 64),
        (99.9, 99),
        (100, 100),
        (140, 100),
        (-3, 0),
        ("", 0),
        ("x", 0),
        (None, 0),
        ("nan", 0),
    ],
)
def test_ring_shows_a_whole_percent(given_value, percent):
    ring = drawing.ring(percent=given_value)
    assert ring.percent == percent
    assert ring.is_full == (percent == 100)


def test_ring_dash_is_the_part_of_the_circle():
    ring = drawing.ring(percent=50, size=90)
    filled, around = map(float, ring.dash.split())
    assert around == pytest.approx(2 * filled, abs=0.02)
    assert (ring.radius, ring.centre) == ("40.00", "45.0")


def test_spark_spans_the_box_and_needs_two_points():
    assert drawing.spark(points=[]) is None
    assert drawing.spark(points=[5]) is None
    assert drawing.spark(points=[0, 10]) == {
        "line": "M0.0 28.0 L100.0 2.0",
        "area": "M0.0 28.0 L100.0 2.0 L100.0 30.0 L0.0 30.0 Z",
    }


def test_spark_of_equal_points_is_flat():
    assert drawing.spark(points=[3, 3])["line"] == "M0.0 28.0 L100.0 28.0"


def test_bars_share_of_the_largest():
    assert [bar.share for bar in drawing.bars(rows=[("a", 10), ("b", 5), ("c", 0)])] == [100, 50, 0]
    assert drawing.bars(rows=[]) == []
    assert [bar.share for bar in drawing.bars(rows=[("a", 0)])] == [0]


def test_columns_fill_the_box_and_label_the_latest():
    drawn = drawing.columns(rows=[(str(day), day) for day in range(1, 31)])
    assert (drawn[-1].height, drawn[-1].y, drawn[-1].is_labelled) == ("180.0", "0.0", True)
    assert sum(column.is_labelled for column in drawn) == 6
    assert drawing.columns(rows=[]) == []
    assert [column.height for column in drawing.columns(rows=[("a", 0), ("b", -5)])] == ["0.0", "0.0"]


def test_columns_tell_their_value_where_there_is_room():
    few = drawing.columns(rows=[("a", 3), ("b", 0), ("c", 1.5)])
    assert [(column.is_told, column.above) for column in few] == [
        (True, "-8.0"),
        (False, "172.0"),
        (True, "82.0"),
    ]
    many = drawing.columns(rows=[(str(day), 10 * day) for day in range(1, 31)])
    assert {column.is_told for column in many} == {False}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amira Hassan", "AH"),
        ("amira", "A"),
        ("", "?"),
        ("   ", "?"),
        ("<b> x", "X"),
        ("مروان علي", "م\u200cع"),
        ("الموجات", "م"),
        ("الى", "ا"),
    ],
)
def test_initials(name, letters):
    assert drawing.initials(name=name) == letters


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (65, "1:05"), (3729, "1:02:09"), (59.9, "0:59"), (-4, "0:00")]
)
def test_clock(seconds, text):
    assert drawing.clock(seconds=seconds) == text


@given(st.integers(1, 400).flatmap(lambda count: st.tuples(st.integers(1, count), st.just(count))))
def test_page_window_holds_the_ends_and_the_page_in_at_most_seven_places(pair):
    number, count = pair
    window = drawing.page_window(number=number, count=count)
    shown = [page for page in window if page is not None]
    assert len(window) <= 7
    assert {1, number, count} <= set(shown)
    assert shown == sorted(set(shown))


def test_tone_is_stable_and_one_of_four():
    assert {drawing.tone_of(key=str(number)) for number in range(200)} == {1, 2, 3, 4}
    assert drawing.tone_of(key="a") == drawing.tone_of(key="a")


def test_mark_escapes_the_letter():
    assert ">&amp;<" not in initial_mark_svg(name="& Sons", fill="#000000", ink="#ffffff")
    assert ">S</text>" in initial_mark_svg(name="& Sons", fill="#000000", ink="#ffffff")
