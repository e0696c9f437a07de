"""Geometry and small words the components draw with: rings, sparklines, bars, columns, initials, pages."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT, _PAD = 100.0, 30.0, 2.0
_CHART_WIDTH, _CHART_HEIGHT = 600.0, 180.0
_DIGIT_WIDTH = 12.5  # of the words in a chart, as large as a phone draws them


@dataclass(frozen=True, slots=True)
class Ring:
    """A progress ring in pixels; `dash` is the SVG dash pattern of the filled part.

    Lengths are text: a template would print a number with the reader's decimal comma.
    """

    percent: int
    size: int
    stroke: str
    radius: str
    centre: str
    dash: str
    is_full: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar list; `share` is 0..100 of the largest row."""

    label: str
    value: float
    share: int


def whole_percent(*, value: object) -> int:
    """0..100; a number that is none counts as 0. Rounded down, so that 99.9 % is not shown as done."""
    try:
        number = float(str(value))
    except ValueError:
        return 0
    return max(0, min(100, math.floor(number))) if math.isfinite(number) else 0


def ring(*, percent: object, size: object = 56) -> Ring:
    """Geometry of a ring for any percent, clamped."""
    share, side = whole_percent(value=percent), max(24, int(float(str(size))))
    stroke = round(side / 9, 2)
    radius = round((side - stroke) / 2, 2)
    around = 2 * math.pi * radius
    return Ring(
        percent=share,
        size=side,
        stroke=f"{stroke:.2f}",
        radius=f"{radius:.2f}",
        centre=f"{side / 2:.1f}",
        dash=f"{around * share / 100:.2f} {around:.2f}",
        is_full=share == 100,
    )


def spark(*, points: Iterable[float]) -> dict[str, str] | None:
    """SVG paths of a line and the area under it in a 100 by 30 box; None with fewer than two points."""
    values = [float(point) for point in points]
    if len(values) < 2:
        return None
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = _WIDTH / (len(values) - 1)
    room = _HEIGHT - 2 * _PAD
    line = " ".join(
        f"{'L' if index else 'M'}{index * step:.1f} {_PAD + room * (1 - (value - low) / span):.1f}"
        for index, value in enumerate(values)
    )
    return {"line": line, "area": f"{line} L{_WIDTH:.1f} {_HEIGHT:.1f} L0.0 {_HEIGHT:.1f} Z"}


def bars(*, rows: Iterable[tuple[str, float]]) -> list[Bar]:
    """Rows with each one's share of the largest."""
    pairs = [(label, value) for label, value in rows]
    largest = max((float(value) for _, value in pairs), default=0.0)
    return [
        Bar(label, value, round(100 * float(value) / largest) if largest > 0 else 0) for label, value in pairs
    ]


def _without_article(word: str) -> str:
    """The Arabic article is left off: nearly every title begins with it."""
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a chart; lengths are text for the reason `Ring` gives."""

    label: str
    value: float
    x: str
    y: str
    width: str
    height: str
    middle: str
    above: str
    is_labelled: bool
    is_told: bool
    """Whether its value stands above it: never that of an empty one, none where they would touch."""


def columns(*, rows: Iterable[tuple[str, float]], labels: int = 7) -> list[Column]:
    """Columns in a 600 by 180 box; at most about `labels` of them carry their label, the latest always."""
    pairs = [(label, max(0.0, float(value))) for label, value in rows]
    if not pairs:
        return []
    largest = max(value for _, value in pairs) or 1.0
    step = _CHART_WIDTH / len(pairs)
    every = math.ceil(len(pairs) / labels)
    has_room = max(len(f"{value:g}") for _, value in pairs) * _DIGIT_WIDTH <= step
    return [
        Column(
            label=label,
            value=value,
            x=f"{index * step + step * 0.14:.1f}",
            y=f"{_CHART_HEIGHT * (1 - value / largest):.1f}",
            width=f"{step * 0.72:.1f}",
            height=f"{_CHART_HEIGHT * value / largest:.1f}",
            middle=f"{(index + 0.5) * step:.1f}",
            above=f"{_CHART_HEIGHT * (1 - value / largest) - 8:.1f}",
            is_labelled=(len(pairs) - 1 - index) % every == 0,
            is_told=has_room and value > 0,
        )
        for index, (label, value) in enumerate(pairs)
    ]


def initials(*, name: str, count: int = 2) -> str:
    """First letters of the first words: "Amira Hassan" gives "AH"; without a name "?"."""
    letters = [_without_article(word)[0] for word in name.split() if word[0].isalnum()]
    # Two Arabic letters side by side would join into a word, so they are kept apart.
    joined = "\u200c".join(letters[:count]) if letters and letters[0] > "\u0600" else "".join(letters[:count])
    return joined.upper() or "?"


def tone_of(*, key: str) -> int:
    """1..4, always the same for the same key: the colour of a course without a picture."""
    return zlib.crc32(key.encode()) % 4 + 1


def clock(*, seconds: float) -> str:
    """A length as people read it on a player: "4:05", "1:02:09"."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def page_window(*, number: int, count: int) -> Sequence[int | None]:
    """Page numbers to offer; None stands for a gap. Never more than seven places."""
    if count <= 7:
        return list(range(1, count + 1))
    middle = [page for page in range(number - 1, number + 2) if 1 < page < count]
    if number <= 3:
        middle = [2, 3, 4]
    elif number >= count - 2:
        middle = [count - 3, count - 2, count - 1]
    before = [None] if middle[0] > 2 else []
    after = [None] if middle[-1] < count - 1 else []
    return [1, *before, *middle, *after, count]
