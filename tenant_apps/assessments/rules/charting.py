"""Where the marks of a line chart stand. Lengths are text: a template would print a decimal comma."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 600.0, 180.0
EDGE = 44.0
"""Left free on both sides: for the scale, and so that the first and the latest dot are whole."""
LABELS = 5


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    is_labelled: bool


@dataclass(frozen=True, slots=True)
class MarkLine:
    line: str
    area: str
    dots: tuple[Dot, ...]


def mark_line(percents: Sequence[float]) -> MarkLine:
    """A line of marks, 0 to 100, in the order given, evenly spread over a box of 600 by 180.

    At most about five dots carry a label, the latest always.
    """
    room = WIDTH - 2 * EDGE
    step = room / (len(percents) - 1) if len(percents) > 1 else 0.0
    start = EDGE if step else WIDTH / 2
    places = [
        (start + at * step, HEIGHT * (1 - max(0.0, min(100.0, percent)) / 100))
        for at, percent in enumerate(percents)
    ]
    every = max(1, math.ceil(len(places) / LABELS))
    dots = tuple(
        Dot(f"{x:.1f}", f"{y:.1f}", (len(places) - 1 - at) % every == 0) for at, (x, y) in enumerate(places)
    )
    if len(places) < 2:
        return MarkLine("", "", dots)
    line = " ".join(f"{'L' if at else 'M'}{dot.x} {dot.y}" for at, dot in enumerate(dots))
    return MarkLine(line, f"{line} L{dots[-1].x} {HEIGHT:.0f} L{dots[0].x} {HEIGHT:.0f} Z", dots)
