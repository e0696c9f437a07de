"""Six colours in, two readable token sets out."""

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branding.errors import ColourInvalid
from branding.rules import (
    PAIRS,
    READY_THEMES,
    ThemeColours,
    build_palette,
    contrast,
    find_ready_theme,
    list_failing_pairs,
    render_theme_css,
)
from branding.rules.modes import STATUS

THEMES = int(os.environ.get("THEMES", "2000"))
"""`make themes THEMES=20000` tries more."""
hex_colours = st.one_of(
    st.integers(0, 0xFFFFFF).map("#{:06x}".format),
    st.sampled_from(["#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#808080", "#fffffe"]),
)
themes = st.builds(ThemeColours, *[hex_colours] * 6)
SIX = dict(
    primary="#ffd400", primary_light="#fff6c4", primary_dark="#8a6d00", secondary="#334e68", accent="#e4572e",
    background="#ffffff",
)  # fmt: skip


@pytest.mark.timeout(300 + THEMES // 5)
def test_no_pair_fails_for_any_theme(capsys):
    tried, failing = 0, []

    @settings(max_examples=THEMES, deadline=None, database=None)
    @given(themes)
    def read_all_pairs(theme):
        nonlocal tried
        tried += 1
        found = list_failing_pairs(palette=build_palette(colours=theme))
        failing.extend((theme, pair) for pair in found)
        assert found == []

    try:
        read_all_pairs()
    finally:
        with capsys.disabled():
            print(f"\nthemes tried: {tried}, pairs in each: {2 * len(PAIRS)}, failing pairs: {len(failing)}")


@pytest.mark.parametrize("theme", READY_THEMES, ids=lambda theme: theme.slug)
def test_ready_theme_reads(theme):
    assert list_failing_pairs(palette=build_palette(colours=theme.colours)) == []


def test_ready_themes_are_ten_with_different_names():
    assert len({theme.slug for theme in READY_THEMES}) == 10
    assert find_ready_theme(slug="nile") is READY_THEMES[0]
    assert find_ready_theme(slug="no-such") is None


def test_a_failing_pair_would_be_found():
    palette = build_palette(colours=ThemeColours(**SIX))
    palette.light["primary"] = palette.light["primary-content"]
    found = {(pair.mode, pair.foreground, pair.background) for pair in list_failing_pairs(palette=palette)}
    assert ("light", "primary-content", "primary") in found


def test_pale_primary_is_darkened_and_reported_with_its_pair():
    palette = build_palette(colours=ThemeColours(**SIX))
    moved = {(item.mode, item.token): item for item in palette.corrections}
    button = moved["light", "primary"]
    assert button.chosen == "#ffd400"
    assert button.used == palette.light["primary"] != "#ffd400"
    assert button.against == ("base-100", "base-200")
    assert contrast(first=button.chosen, second=palette.light["base-100"]) < button.minimum == 3.0
    assert moved["light", "link"].minimum == 4.5


def test_a_colour_that_reads_is_used_as_chosen():
    palette = build_palette(colours=ThemeColours(**SIX | {"primary": "#0f5fa8"}))
    assert palette.light["primary"] == palette.light["brand"] == "#0f5fa8"
    assert ("light", "primary") not in {(item.mode, item.token) for item in palette.corrections}


def test_large_surface_keeps_the_schools_own_colour_in_light_mode():
    assert build_palette(colours=ThemeColours(**SIX)).light["brand"] == "#ffd400"


@given(themes)
@settings(max_examples=100, deadline=None)
def test_status_colours_keep_their_hue_whatever_the_brand(theme):
    from branding.rules import to_oklch

    palette = build_palette(colours=theme)
    for name, colour in STATUS.items():
        for mode in (palette.light, palette.dark):
            turn = abs(to_oklch(mode[name]).hue - to_oklch(colour).hue)
            assert min(turn, 360 - turn) < 6, name


def test_both_modes_have_the_same_tokens_and_every_pair_names_one():
    palette = build_palette(colours=ThemeColours(**SIX))
    assert set(palette.light) == set(palette.dark)
    assert {name for pair in PAIRS for name in (pair.foreground, pair.background)} <= set(palette.light)


def test_dark_mode_is_dark_and_light_mode_is_light():
    palette = build_palette(colours=ThemeColours(**SIX | {"background": "#101418"}))
    assert contrast(first=palette.dark["base-200"], second="#000000") < 1.6
    assert contrast(first=palette.light["base-200"], second="#ffffff") < 1.2
    assert "background" in {item.token for item in palette.corrections if item.mode == "light"}


@pytest.mark.parametrize(
    "hostile", ["red;}*{display:none}", "#fff", "</style><script>alert(1)</script>", "#0f766e}body{color:red"]
)
def test_parse_refuses_hostile_colours(hostile):
    with pytest.raises(ColourInvalid):
        ThemeColours.parse(values=SIX | {"accent": hostile})


def test_parse_refuses_a_missing_colour_and_ignores_other_keys():
    assert ThemeColours.parse(values=SIX | {"extra": "x"}) == ThemeColours(**SIX)
    with pytest.raises(ColourInvalid):
        ThemeColours.parse(values={"primary": "#ffffff"})


@given(themes)
@settings(max_examples=100, deadline=None)
def test_sheet_holds_nothing_but_custom_properties(theme):
    css = render_theme_css(palette=build_palette(colours=theme))
    bodies = re.sub(r"@media \([a-z:-]+\)\{|@media print\{", "", css)
    rules = re.findall(r"\{([^{}]*)\}", bodies)
    declarations = {part for rule in rules for part in rule.split(";")}
    assert all(
        re.fullmatch(r"color-scheme:(light|dark)|--color-[a-z0-9-]+:#[0-9a-f]{6}", part)
        for part in declarations
    )
    assert "<" not in css
    assert "url" not in css
