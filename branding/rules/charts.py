"""Geometry of the charts: columns over time, a funnel, shares of a bar.

Lengths are percentages as text: a template would print a number with the reader's decimal comma, and a
drawing in percent fits every width without distorting.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TICKS = 4
MARKS = 4
_STEPS = tuple(Decimal(step) for step in ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))

Number = Any
"""int, float or Decimal."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One box of a column."""

    x: str
    y: str
    width: str
    height: str
    tone: int


@dataclass(frozen=True, slots=True)
class Stack:
    """One column: its boxes from the ground up, and what a table says of it."""

    label: str
    values: tuple[Number, ...]
    total: Number
    before: Number | None
    boxes: tuple[Segment, ...]
    ghost: Segment | None
    """The period before, behind the column."""
    hit: Segment
    """The whole height, for whoever points at it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid."""

    value: Number
    y: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart of columns. `marks` are the labels below it, evenly apart, oldest first."""

    stacks: tuple[Stack, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[str, ...]
    series: tuple[str, ...]
    total: Number
    total_before: Number | None


@dataclass(frozen=True, slots=True)
class FunnelStep:
    label: str
    value: int
    percent: int
    """Of the first step."""
    lost: int
    """Percent of the step before that did not come this far."""
    width: str


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar."""

    label: str
    value: Number
    x: str
    width: str
    tone: int


def nice_top(*, largest: Number, whole: bool) -> Decimal:
    """The smallest round number that four even steps reach `largest` with; steps of `whole` are whole."""
    need = max(Decimal(str(largest)), Decimal(0)) / TICKS
    if not need:
        return Decimal(TICKS)
    power = Decimal(10) ** math.floor(math.log10(need))
    step = next(power * factor for factor in _STEPS if power * factor >= need)
    if whole and step != step.to_integral_value():
        step = step.to_integral_value(rounding="ROUND_CEILING")
    return step * TICKS


def plot(
    *,
    rows: Iterable[tuple[str, Sequence[Number]]],
    series: Sequence[str],
    before: Sequence[Number] | None = None,
    short: Sequence[str] | None = None,
    whole: bool = False,
) -> Plot | None:
    """Columns of `rows` (label and one value per series); None without rows.

    `short` are the labels as they stand below the columns, where they are shorter. `before` has the totals
    of the period before, column by column. `whole`: only whole numbers on the axis.
    """
    pairs = [(label, tuple(values)) for label, values in rows]
    if not pairs:
        return None
    totals = [sum(values) for _label, values in pairs]
    top = nice_top(largest=max([*totals, *(before or [])]), whole=whole)
    stacks = tuple(
        _stack(place, len(pairs), label, values, before[place] if before else None, top)
        for place, (label, values) in enumerate(pairs)
    )
    return Plot(
        stacks=stacks,
        ticks=tuple(
            Tick(_plain(top * step / TICKS), _percent(1 - Decimal(step) / TICKS))
            for step in range(TICKS, -1, -1)
        ),
        marks=_marks(list(short or (label for label, _values in pairs))),
        series=tuple(series),
        total=sum(totals),
        total_before=sum(before) if before else None,
    )


def _stack(
    place: int, count: int, label: str, values: tuple[Number, ...], before: Number | None, top: Decimal
) -> Stack:
    step = Decimal(1) / count
    x, width = (place + Decimal("0.16")) * step, step * Decimal("0.68")
    ground, boxes = Decimal(1), []
    for tone, value in enumerate(values, start=1):
        height = Decimal(str(value)) / top
        if height > 0:
            ground -= height
            boxes.append(Segment(_percent(x), _percent(ground), _percent(width), _percent(height), tone))
    ghost = None
    if before:
        height = Decimal(str(before)) / top
        wide = Decimal("0.06") * step
        ghost = Segment(
            _percent(place * step + wide),
            _percent(1 - height),
            _percent(step - 2 * wide),
            _percent(height),
            0,
        )
    hit = Segment(_percent(place * step), "0%", _percent(step), "100%", 0)
    return Stack(label, values, sum(values), before, tuple(boxes), ghost, hit)


def funnel(*, rows: Iterable[tuple[str, int]]) -> list[FunnelStep]:
    """Steps with their shares of the first; empty when nobody took the first."""
    pairs = list(rows)
    first = pairs[0][1] if pairs else 0
    if not first:
        return []
    steps, former = [], first
    for label, value in pairs:
        lost = 100 - round(100 * value / former) if former else 0
        steps.append(FunnelStep(label, value, round(100 * value / first), lost, _percent(value / first)))
        former = value
    return steps


def shares(*, parts: Iterable[tuple[str, Number, int]], whole: Number) -> list[Share]:
    """Parts (label, value, tone) of a bar that stands for `whole`, one after the other."""
    found, at = [], Decimal(0)
    for label, value, tone in parts:
        width = Decimal(str(value)) / Decimal(str(whole)) if whole else Decimal(0)
        found.append(Share(label, value, _percent(at), _percent(width), tone))
        at += width
    return found


def _marks(labels: list[str]) -> tuple[str, ...]:
    """At most four labels, the first and the latest among them."""
    if len(labels) <= MARKS:
        return tuple(labels)
    latest = len(labels) - 1
    return tuple(labels[round(latest * place / (MARKS - 1))] for place in range(MARKS))


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value


def _percent(share: Number) -> str:
    return f"{float(share) * 100:.2f}%"
