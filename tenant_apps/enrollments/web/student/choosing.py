"""How visitors narrow the list of courses: what they typed, and what there is to choose from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shared_apps.categories.selectors import list_categories
from shared_apps.kernel.phones import western_digits
from tenant_apps.courses.selectors import ORDERINGS, Shelf

FEW = 4
"""So many courses need no search."""
MAX_SEARCH_CHARS = 100
FREE, PAID = "free", "paid"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for; anything senseless in it counts as not asked."""

    text: str
    category_id: uuid.UUID | None
    price: str
    """free, paid, an amount, or empty."""
    order: str

    @classmethod
    def of(cls, request: HttpRequest) -> Wish:
        asked = {
            name: request.GET.get(name, "").replace("\0", "").strip() for name in ("q", "price", "order")
        }
        return cls(
            text=asked["q"][:MAX_SEARCH_CHARS],
            category_id=_as_id(request.GET.get("category", "")),
            price=_as_price(asked["price"]),
            order=asked["order"] if asked["order"] in ORDERINGS else "",
        )

    @property
    def is_narrow(self) -> bool:
        return bool(self.text or self.category_id or self.price)

    @property
    def filters(self) -> dict[str, Any]:
        """As `search_published_courses` takes it."""
        amount = Decimal(self.price) if self.price not in {"", FREE, PAID} else None
        is_free = {FREE: True, PAID: False}.get(self.price)
        return {
            "text": self.text,
            "category_id": self.category_id,
            "is_free": False if amount is not None else is_free,
            "price": amount,
            "ordering": self.order,
        }


def choices(*, shelf: Shelf, currency: str) -> dict[str, Any]:
    """What the filters offer; a list with nothing to choose between is empty."""
    return {
        "is_searched": shelf.total > FEW,
        "categories": _categories(shelf),
        "prices": _prices(shelf, currency),
        "orders": [
            ("", _("Newest first")),
            ("popular", _("Most students")),
            ("rated", _("Best rated")),
            ("price", _("Cheapest first")),
            ("-price", _("Dearest first")),
        ],
    }


def _categories(shelf: Shelf) -> list[tuple[str, str]]:
    language = get_language() or "en"
    known = [(str(one.id), one.name_in(language)) for one in list_categories() if one.id in shelf.categories]
    return [("", _("All subjects")), *known] if len(known) > 1 else []


def _prices(shelf: Shelf, currency: str) -> list[tuple[str, str]]:
    """A card has a price, so what costs exactly that is what its owner looks for."""
    if not (shelf.free and shelf.paid) and len(shelf.prices) < 2:
        return []
    offers = [("", _("Any price"))]
    if shelf.free:
        offers.append((FREE, _("Free")))
    if shelf.prices:
        return offers + [(f"{price:.2f}", f"{_plain(price)} {currency}") for price in shelf.prices]
    return [*offers, (PAID, _("With a price"))]


def _plain(price: Decimal) -> str:
    return f"{price:.0f}" if price == price.to_integral() else f"{price:.2f}"


def _as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _as_price(text: str) -> str:
    if text in {FREE, PAID}:
        return text
    try:
        amount = Decimal(western_digits(text))
    except InvalidOperation:
        return ""
    return f"{amount:.2f}" if amount.is_finite() and 0 < amount < Decimal(10) ** 8 else ""
