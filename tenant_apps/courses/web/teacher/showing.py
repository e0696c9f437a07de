"""How the list of courses is shown: as cards or as a table, in which order, what it says of each."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenant_apps.courses.models import Course
from tenant_apps.courses.web.teacher.asking import asked

PAGE_SIZE = 20
VIEWS = ("cards", "table")
VIEW_COOKIE = "courses_view"
STATES = ("published", "draft")
_OFFERED = Case(When(state=Course.State.PUBLISHED, then=Value(0)), default=Value(1))
ORDERS: dict[str, tuple[object, ...]] = {
    "": ("-created_at", "id"),
    "title": ("title", "id"),
    "state": (_OFFERED.asc(), "-created_at", "id"),
    "price": ("-price", "-created_at", "id"),
    "students": ("-total_enrollments", "-created_at", "id"),
    "rating": ("-average_rating", "-total_reviews", "-created_at", "id"),
    "changed": ("-updated_at", "id"),
}
"""Each from the end that one looks for; with a minus before its name from the other."""
BY_FIGURES = ("progress", "earned")
"""Orders by what other apps know of the courses."""
COLUMNS: dict[str, str | Promise] = {
    "title": gettext_lazy("Course"),
    "state": gettext_lazy("State"),
    "price": gettext_lazy("Price"),
    "students": gettext_lazy("Students"),
    "progress": gettext_lazy("Progress"),
    "earned": gettext_lazy("Income"),
    "rating": gettext_lazy("Rating"),
    "changed": gettext_lazy("Latest change"),
}
NUMBERS = ("price", "students", "progress", "earned", "rating")


@dataclass(frozen=True, slots=True)
class Figures:
    """What apps above this one know of a course."""

    progress_percent: int | None = None
    """How far its students are on average; None while there are none."""
    earned: Decimal | None = None
    """None where it is not for the reader."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader asked for; unknown words are the usual choice."""

    search: str
    state: str
    order: str
    view: str

    @property
    def column(self) -> str:
        return self.order.removeprefix("-")

    @property
    def is_reversed(self) -> bool:
        return self.order.startswith("-")

    @property
    def is_filtered(self) -> bool:
        return bool(self.search or self.state)

    def address(self, **changes: str) -> str:
        """The same list with these words changed, from its first page."""
        words = {"q": self.search, "state": self.state, "order": self.order, **changes}
        return f"?{urlencode({name: word for name, word in words.items() if word})}"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column and where it leads."""

    key: str
    label: str | Promise
    href: str
    sort: str
    """`ascending`, `descending`, or empty."""

    @property
    def is_number(self) -> bool:
        return self.key in NUMBERS


def read_choice(request: HttpRequest, *, sees_income: bool) -> Choice:
    """From the address; how it looks also from what this browser chose before."""
    state, order = asked(request, "state"), asked(request, "order")
    known = {*ORDERS, *BY_FIGURES} - ({"earned"} if not sees_income else set())
    view = asked(request, "view")
    if view not in VIEWS:
        view = request.COOKIES.get(VIEW_COOKIE, "")
    return Choice(
        search=asked(request, "q"),
        state=state if state in STATES else "",
        order=order if order.removeprefix("-") in known and order != "-" else "",
        view=view if view in VIEWS else VIEWS[0],
    )


def heads(choice: Choice, *, sees_income: bool) -> list[Head]:
    """The columns of the table; pressing the one in use turns it around."""
    return [
        Head(key, label, choice.address(order=_next_order(choice, key)), _sort(choice, key))
        for key, label in COLUMNS.items()
        if key != "earned" or sees_income
    ]


def order_choices(choice: Choice, *, sees_income: bool) -> list[tuple[str, str]]:
    """For the field beside the search; it knows the order in use, whichever it is."""
    offered = [
        ("", _("Newest first")),
        ("changed", _("Changed most recently")),
        ("title", _("By name")),
        ("students", _("Most students first")),
        ("progress", _("Furthest students first")),
        ("rating", _("Best rated first")),
        ("price", _("Highest price first")),
    ]
    offered += [("earned", _("Highest income first"))] if sees_income else []
    if choice.order not in dict(offered):
        offered.append((choice.order, _("By column: %(column)s") % {"column": COLUMNS[choice.column]}))
    return offered


def page_of(
    found: QuerySet[Course],
    choice: Choice,
    number: str | None,
    figures: Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, Figures]],
) -> tuple[Page[uuid.UUID], list[tuple[Course, Figures]]]:
    """The courses of one page with their figures; as many queries for one course as for many."""
    ids = _ids(found, choice, figures)
    page = Paginator(ids, PAGE_SIZE).get_page(number)
    courses = Course.objects.in_bulk(list(page.object_list))
    known = figures(list(courses))
    return page, [(courses[pk], known.get(pk, Figures())) for pk in page.object_list if pk in courses]


def _ids(
    found: QuerySet[Course],
    choice: Choice,
    figures: Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, Figures]],
) -> list[uuid.UUID]:
    ordered = found.order_by(*ORDERS.get(choice.column, ORDERS[""]))
    if choice.is_reversed:
        ordered = ordered.reverse()
    ids = list(ordered.values_list("pk", flat=True))
    if choice.column not in BY_FIGURES:
        return ids
    known = figures(ids)
    return sorted(ids, key=lambda pk: _value(known.get(pk), choice.column), reverse=not choice.is_reversed)


def _value(figures: Figures | None, column: str) -> Decimal:
    told = None
    if figures is not None:
        told = figures.earned if column == "earned" else figures.progress_percent
    return Decimal(-1) if told is None else Decimal(told)


def _next_order(choice: Choice, key: str) -> str:
    return f"-{key}" if choice.order == key else key


def _sort(choice: Choice, key: str) -> str:
    if choice.column != key:
        return ""
    rises = key in ("title", "state")
    return "ascending" if rises is not choice.is_reversed else "descending"
