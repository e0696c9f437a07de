"""Reads of categories. They are few and shown everywhere, so all of them are kept in the cache."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import caches

from shared_apps.categories.models import Category
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.folding import fold

CACHE_KEY = "categories:all:2"
"""Its number is raised when a card gets other fields: the cache outlives a release."""
CACHE_SECONDS = 60
"""How long another process may show the former list when the cache is not shared."""


@dataclass(frozen=True, slots=True)
class CategoryCard:
    """A category as lists and course cards show it."""

    id: uuid.UUID
    number: int
    name: str
    name_ar: str
    icon: str
    """Storage key of a public picture, or empty."""
    description: str

    def name_in(self, language: str) -> str:
        """The name for a reader of this language."""
        return self.name_ar if language.startswith("ar") and self.name_ar else self.name


def list_categories() -> list[CategoryCard]:
    """All categories in the order in which they are shown. No query while cached."""
    cached = caches["platform"].get(CACHE_KEY)
    if cached is not None:
        return list(cached)
    cards = [card_of(category) for category in Category.objects.all()]
    caches["platform"].set(CACHE_KEY, cards, timeout=CACHE_SECONDS)
    return cards


def categories_named(*, words: Sequence[str]) -> dict[str, list[uuid.UUID]]:
    """For each of `words` (of `search_words`) the categories that have it in their name in any language."""
    if not words:
        return {}
    names = {card.id: fold(f"{card.name} {card.name_ar}") for card in list_categories()}
    return {word: [key for key, name in names.items() if word in name] for word in words}


def find_category(*, number: int | None = None, category_id: uuid.UUID | None = None) -> CategoryCard | None:
    """The category with this number or id, from the same list."""
    for card in list_categories():
        if card.number == number or card.id == category_id:
            return card
    return None


def get_category(*, number: int | None = None, category_id: uuid.UUID | None = None) -> Category:
    """The row with this number, or with this id, for changing it. Raises `NotFound`."""
    key = {"number": number} if category_id is None else {"pk": category_id}
    category = Category.objects.filter(**key).first()
    if category is None:
        raise NotFound()
    return category


def card_of(category: Category) -> CategoryCard:
    """What `list_categories` says of this row."""
    return CategoryCard(
        id=category.id,
        number=category.number,
        name=category.name,
        name_ar=category.name_ar,
        icon=category.icon.name or "",
        description=category.description,
    )
