"""One colour: reading, measuring, moving."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branding.errors import ColourInvalid
from branding.rules import contrast, parse_hex, to_hex, to_oklch

hex_colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(("given_text", "read"), [("#0F766E", "#0f766e"), (" #ffffff ", "#ffffff")])
def test_parse_hex_reads_six_digits(given_text, read):
    assert parse_hex(value=given_text) == read


@pytest.mark.parametrize(
    "value",
    [
        "",
        "#fff",
        "0f766e",
        "#0f766g",
        "#0f766e80",
        "red",
        "rgb(1,2,3)",
        "#0f766e;}",
        "#0f766e\n}body{",
        None,
        7,
        "url(//evil)",
        "#０f766e",
        "#0f766e/*",
        "var(--x)",
    ],
)
def test_parse_hex_refuses_everything_else(value):
    with pytest.raises(ColourInvalid):
        parse_hex(value=value)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#0f766e", "#ffffff", 5.47),
        ("#abcdef", "#abcdef", 1.0),
    ],
)
def test_contrast_is_the_published_ratio(first, second, ratio):
    assert round(contrast(first=first, second=second), 2) == ratio
    assert contrast(first=first, second=second) == contrast(first=second, second=first)


@given(hex_colours)
def test_oklch_and_back_is_the_same_colour(colour):
    assert to_hex(to_oklch(colour)) == colour


@given(hex_colours, st.floats(0, 1))
def test_any_lightness_is_displayable(colour, lightness):
    assert parse_hex(value=to_hex(to_oklch(colour).at(lightness=lightness))) == to_hex(
        to_oklch(colour).at(lightness=lightness)
    )


@given(hex_colours.filter(lambda colour: to_oklch(colour).chroma > 0.05))
def test_moving_in_lightness_keeps_the_hue(colour):
    moved = to_oklch(to_hex(to_oklch(colour).at(lightness=0.6)))
    turn = abs(moved.hue - to_oklch(colour).hue)
    assert min(turn, 360 - turn) < 4
