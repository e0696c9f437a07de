"""Colours of a school: parse, correct for reading, render.

`colour` is one colour, `fitting` moves it, `pairs` says what must be readable on what, `modes` builds one
mode, `palette` both, `css` prints them, `themes` are ready-made sets, `marks` are drawn initials.
"""

from branding.rules.colour import Oklch, contrast, parse_hex, to_hex, to_oklch
from branding.rules.css import render_theme_css
from branding.rules.pairs import PAIRS, Pair
from branding.rules.palette import (
    Correction,
    FailingPair,
    Palette,
    ThemeColours,
    build_palette,
    list_failing_pairs,
)
from branding.rules.themes import (
    DEFAULT_SCHOOL_THEME,
    PLATFORM_THEME,
    READY_THEMES,
    ReadyTheme,
    find_ready_theme,
)

__all__ = [
    "DEFAULT_SCHOOL_THEME",
    "PAIRS",
    "PLATFORM_THEME",
    "READY_THEMES",
    "Correction",
    "FailingPair",
    "Oklch",
    "Pair",
    "Palette",
    "ReadyTheme",
    "ThemeColours",
    "build_palette",
    "contrast",
    "find_ready_theme",
    "list_failing_pairs",
    "parse_hex",
    "render_theme_css",
    "to_hex",
    "to_oklch",
]
