"""What the school took, day by day and by where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tenant_apps.analytics.rules.periods import Span

ZERO = Decimal("0.00")


class Source(StrEnum):
    """What a spent code paid for."""

    COURSE = "course"
    MODULE = "module"
    DISCOUNT = "discount"
    """A course at a discount: the code paid what was left."""


SOURCES = {
    Source.COURSE: _("Whole courses"),
    Source.MODULE: _("Single modules"),
    Source.DISCOUNT: _("With a discount"),
}


@dataclass(frozen=True, slots=True)
class DayTaking:
    """What one day brought in from one source."""

    on: date
    source: str
    amount: Decimal
    uses: int


class Takings:
    """Sums over the rows that were read."""

    def __init__(self, *, rows: Iterable[DayTaking]) -> None:
        self._rows = list(rows)

    def amount(self, *, within: Span, source: str | None = None) -> Decimal:
        """Money of these days."""
        return sum((row.amount for row in self._within(within, source)), start=ZERO)

    def uses(self, *, within: Span, source: str | None = None) -> int:
        """Codes spent on these days."""
        return sum(row.uses for row in self._within(within, source))

    def by_day(self, *, source: str | None = None) -> dict[date, Decimal]:
        """The days that brought in anything."""
        found: dict[date, Decimal] = {}
        for row in self._rows:
            if source is None or row.source == source:
                found[row.on] = found.get(row.on, ZERO) + row.amount
        return found

    def _within(self, span: Span, source: str | None) -> list[DayTaking]:
        return [
            row
            for row in self._rows
            if span.first <= row.on <= span.last and (source is None or row.source == source)
        ]
