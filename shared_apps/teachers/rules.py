"""Colours of a school."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shared_apps.teachers.errors import ColourRefused

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
