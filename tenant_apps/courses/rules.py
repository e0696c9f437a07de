"""What a title, a price and an order may be; who may change courses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from shared_apps.kernel.money import MAX_PRICE, rounded
from tenant_apps.courses import errors

MIN_MODULE_TITLE = 3
MAX_TITLE = 200
MAX_ORDER = 1_000_000
EDITORS = frozenset({"owner", "instructor"})
"""Roles that may change courses; an assistant looks."""

T = TypeVar("T")


def may_edit_courses(*, role: str) -> bool:
    """Whether staff of this role may create, change and delete courses."""
    return role in EDITORS


def clean_title(title: str, *, at_least: int = 1) -> str:
    """`title` with single spaces. Raises `TitleEmpty`, `TitleTooShort`, `TextTooLong`."""
    cleaned = " ".join(title.split())
    if not cleaned:
        raise errors.TitleEmpty()
    if len(cleaned) < at_least:
        raise errors.TitleTooShort()
    if len(cleaned) > MAX_TITLE:
        raise errors.TextTooLong(field="title")
    return cleaned


def clean_price(*, price: Decimal | None, is_free: bool, refusal: type[errors.FreeCostsNothing]) -> Decimal:
    """The price to keep; none means 0. Raises `PriceRefused`, or `refusal` for a free thing with a price."""
    amount = rounded(price or Decimal(0))
    if not 0 <= amount <= MAX_PRICE:
        raise errors.PriceRefused()
    if is_free and amount:
        raise refusal()
    return amount


def check_module_order(order: int | None) -> None:
    """None is the place after the last. Raises `ModuleOrderRefused`."""
    if order is not None and not 0 < order <= MAX_ORDER:
        raise errors.ModuleOrderRefused()


def check_lesson_order(order: int | None) -> None:
    """None is the place after the last. Raises `LessonOrderRefused`."""
    if order is not None and not 0 < order <= MAX_ORDER:
        raise errors.LessonOrderRefused()


def moved(items: Sequence[T], item: T, *, up: bool) -> list[T]:
    """`items` with `item` one place further up or down; the first stays first, the last stays last."""
    result = list(items)
    place = result.index(item)
    other = place - 1 if up else place + 1
    if 0 <= other < len(result):
        result[place], result[other] = result[other], result[place]
    return result
