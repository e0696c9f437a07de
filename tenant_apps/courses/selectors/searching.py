"""What the school offers, searched and narrowed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from shared_apps.categories.selectors import categories_named
from shared_apps.kernel.folding import search_words
from shared_apps.kernel.searching import word_in
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors.courses import list_published_courses

ORDERINGS = {
    "": ("-created_at", "id"),
    "popular": ("-total_enrollments", "-created_at", "id"),
    "rated": ("-average_rating", "-total_reviews", "-created_at", "id"),
    "price": ("price", "-created_at", "id"),
    "-price": ("-price", "-created_at", "id"),
}
"""What the list may be ordered by; each ends in a unique column so that pages never overlap."""
MOST_PRICES = 12


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is to choose between, over all published courses."""

    total: int
    free: int
    categories: dict[uuid.UUID, int]
    """How many courses are in each category."""
    prices: list[Decimal]
    """The prices that courses have, rising; empty when there are too many to choose from."""

    @property
    def paid(self) -> int:
        return self.total - self.free


def search_published_courses(
    *,
    text: str = "",
    category_id: uuid.UUID | None = None,
    is_free: bool | None = None,
    price: Decimal | None = None,
    ordering: str = "",
) -> QuerySet[Course]:
    """Published courses narrowed by what is given.

    Every word of `text` must occur in the title, the description or the name of the category, whichever
    way its letters are written. An unknown `ordering` means newest first.
    """
    courses = list_published_courses()
    # Courses copy only one of the two names of their category.
    for word, categories in categories_named(words=search_words(text)).items():
        told = word_in(word, ["title", "category_name", "description"])
        courses = courses.filter(told | Q(category_id__in=categories))
    exactly = {"category_id": category_id, "is_free": is_free, "price": price}
    courses = courses.filter(**{name: value for name, value in exactly.items() if value is not None})
    return courses.order_by(*ORDERINGS.get(ordering, ORDERINGS[""]))


def read_shelf() -> Shelf:
    """Two queries, however many courses there are."""
    rows = list_published_courses().order_by().values_list("category_id")
    found = list(rows.annotate(total=Count("id"), free=Count("id", filter=Q(is_free=True))))
    prices = list_published_courses().filter(is_free=False).order_by("price")
    known = list(prices.values_list("price", flat=True).distinct()[: MOST_PRICES + 1])
    return Shelf(
        total=sum(total for _category, total, _free in found),
        free=sum(free for _category, _total, free in found),
        categories={category: total for category, total, _free in found if category is not None},
        prices=known if len(known) <= MOST_PRICES else [],
    )


def list_related_courses(*, course: Course, most: int = 3) -> list[Course]:
    """Other published courses, those of the same category first, then what most students chose."""
    same = Case(
        When(category_id=course.category_id, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    others = list_published_courses().exclude(pk=course.pk)
    return list(others.order_by(same, "-total_enrollments", "-created_at", "id")[:most])
