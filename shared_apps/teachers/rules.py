"""Colours of a school, what it asks its students, and which names are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from shared_apps.kernel.folding import fold
from shared_apps.teachers.errors import ColourRefused

MOST_LETTERS, LETTERS_IN_COMMON = 60, 2
MOST_LOOKED_AT, MOST_FOUND = 200, 5
ALIKE = 0.6
"""How near an address must be to be offered instead of one that does not exist: 1 is the same."""
COLOURS = (
    "primary_color",
    "primary_color_light",
    "primary_color_dark",
    "secondary_color",
    "accent_color",
    "background_color",
)
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def clean_colour(raw: str, *, field: str) -> str:
    """`#rrggbb` in small letters. Raises `ColourRefused` on `field`."""
    text = raw.strip()
    if not _HEX.fullmatch(text):
        raise ColourRefused(field=field)
    return text.lower()


QUESTIONS = ("grade_level", "school_name", "city")
"""What a school may ask a new student beside names, phones, e-mail and password."""


def clean_questions(raw: Iterable[str]) -> list[str]:
    """Those of `QUESTIONS` that are named, in their order, each once."""
    wanted = set(raw)
    return [question for question in QUESTIONS if question in wanted]


def likeness(wanted: str, username: str, full_name: str) -> float:
    """0..1: how near what somebody typed is to a school's address or to its name."""
    wanted, name = fold(wanted), fold(full_name)
    if wanted in name or wanted in username:
        return 1.0
    return max(SequenceMatcher(None, wanted, one).ratio() for one in (username, name))
