"""Stretches of whole days by the school's clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

LONGEST = 366
"""Days that one question may reach over."""
BY_DAY, BY_WEEK = 31, 190
"""Up to so many days a chart has a column for each day, each week; beyond, each month."""
DAY = timedelta(days=1)

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def shifted(self, *, days: int) -> Span:
        """The same stretch so many days earlier."""
        back = timedelta(days=days)
        return Span(self.first - back, self.last - back)

    def window(self, *, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment, and the first moment after it."""
        return (
            datetime.combine(self.first, time.min, tzinfo=zone),
            datetime.combine(self.last + DAY, time.min, tzinfo=zone),
        )

    def sum(self, values: Mapping[date, Number]) -> Number:
        """What the days of the stretch come to."""
        found = (values.get(self.first + DAY * step) for step in range(self.days))
        return sum((value for value in found if value is not None), start=0)


@dataclass(frozen=True, slots=True)
class Period(Span):
    """What the numbers are about."""

    key: str
    """7, 30, 90, month, custom"""

    @property
    def previous(self) -> Span:
        """As many days, just before."""
        return self.shifted(days=self.days)


@dataclass(frozen=True, slots=True)
class Change:
    """How a number differs from the one of the period before."""

    direction: str
    """up, down, same, or new: there was nothing before"""
    percent: int
    """How much, without a sign; 0 for new."""


def latest_days(*, today: date, days: int) -> Period:
    """So many days up to today."""
    return Period(today - timedelta(days=days - 1), today, str(days))


def this_month(*, today: date) -> Period:
    """The calendar's month up to today."""
    return Period(today.replace(day=1), today, "month")


def change(*, now: Number, before: Number) -> Change | None:
    """None when there is nothing on either side."""
    if not before:
        return Change("new", 0) if now else None
    percent = round((now - before) * 100 / before)
    if not percent:
        return Change("same", 0)
    return Change("up" if percent > 0 else "down", abs(percent))


def spans(*, period: Span) -> list[Span]:
    """The period cut into what a chart shows as one column each, oldest first.

    Days, or weeks that end with the period, or months of the calendar.
    """
    if period.days > BY_WEEK:
        return _months(period)
    step = 1 if period.days <= BY_DAY else 7
    found = []
    last = period.last
    while last >= period.first:
        found.append(Span(max(period.first, last - DAY * (step - 1)), last))
        last -= DAY * step
    return found[::-1]


def _months(period: Span) -> list[Span]:
    found = []
    first = period.first
    while first <= period.last:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append(Span(first, min(following - DAY, period.last)))
        first = following
    return found
