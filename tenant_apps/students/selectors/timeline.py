"""What happened to a student, from many tables, as one line through time.

Each app adds strands: one table, one query, newest first, from a given place on. The place is the
moment, the strand and the row's key, so that pages neither miss nor repeat anything, whatever was
added meanwhile and however many things happened at once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `note` is what it happened to; `detail` says more."""

    at: datetime
    strand: str
    key: uuid.UUID
    text: str | Promise
    note: str = ""
    detail: str | Promise = ""
    tone: str = ""
    link: tuple[str, tuple[object, ...]] | None = None
    """Name and arguments of the page that shows it."""

    @property
    def place(self) -> tuple[datetime, str, uuid.UUID]:
        return (self.at, self.strand, self.key)


@dataclass(frozen=True, slots=True)
class Before:
    """A place in the line; only what is older is asked for."""

    at: datetime
    strand: str
    key: uuid.UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.strand}_{self.key}"

    def older(self, *, strand: str, at: str, key: str = "id") -> Q:
        """The condition for rows of `strand` whose moment is the field `at`."""
        earlier = Q(**{f"{at}__lt": self.at})
        if strand < self.strand:
            return earlier | Q(**{at: self.at})
        if strand == self.strand:
            return earlier | Q(**{at: self.at, f"{key}__lt": self.key})
        return earlier


Finder = Callable[[Student, Before | None, int], list[Moment]]


@dataclass(frozen=True, slots=True)
class Strand:
    """A kind of moments. `find(student, before, limit)` tells the latest `limit` ones, one query."""

    key: str
    label: str | Promise
    icon: str
    find: Finder


class Telling(TypedDict, total=False):
    """What a row says as a moment; `text` is needed."""

    text: str | Promise
    note: str
    detail: str | Promise
    tone: str
    link: tuple[str, tuple[object, ...]]


def strand_of_rows(
    *,
    key: str,
    label: str | Promise,
    icon: str,
    at: str,
    rows: Callable[[Student], QuerySet[Any]],
    tell: Callable[[Any], Telling],
) -> Strand:
    """A strand that is one table: the `rows` of a student, whose moment is the field `at`."""

    def find(student: Student, before: Before | None, limit: int) -> list[Moment]:
        asked = rows(student)
        if before:
            asked = asked.filter(before.older(strand=key, at=at))
        found = asked.order_by(f"-{at}", "-id")[:limit]
        return [Moment(getattr(row, at), key, row.pk, **tell(row)) for row in found]

    return Strand(key, label, icon, find)


_strands: dict[str, Strand] = {}


def register_strand(strand: Strand) -> None:
    """Add a strand; the last one of a key counts."""
    _strands[strand.key] = strand


def list_strands() -> list[Strand]:
    """All strands, in the order in which they were registered."""
    return list(_strands.values())


def list_moments(
    *, student: Student, limit: int, strands: Collection[str] = (), before: Before | None = None
) -> tuple[list[Moment], Before | None]:
    """The latest moments, of the named strands or of all, and where the next page begins, if there is one."""
    asked = [strand for key, strand in _strands.items() if not strands or key in strands]
    found = [moment for strand in asked for moment in strand.find(student, before, limit + 1)]
    found.sort(key=lambda moment: moment.place, reverse=True)
    shown = found[:limit]
    return shown, Before(*shown[-1].place) if len(found) > limit else None


def read_before(text: str) -> Before | None:
    """The place that an address names; None for anything else."""
    parts = text.split("_")
    if len(parts) < 3:
        return None
    try:
        at, key = datetime.fromisoformat(parts[0]), uuid.UUID(parts[-1])
    except ValueError:
        return None
    return Before(at, "_".join(parts[1:-1]), key) if at.tzinfo else None
