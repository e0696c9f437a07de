"""What a title, a price and an order may be; who may change courses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from shared_apps.kernel.money import MAX_PRICE, rounded
from shared_apps.kernel.phones import COUNTRY_CODES
from tenant_apps.courses import errors

MIN_MODULE_TITLE = 3
MAX_TITLE = 200
MAX_ORDER = 1_000_000
MAX_CAPACITY = 1_000_000
MAX_PLANS = 50
MAX_PLAN_NAME = 40
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


def clean_capacity(capacity: int | None) -> int | None:
    """None is any number of seats. Raises `CapacityRefused`."""
    if capacity is not None and not 0 < capacity <= MAX_CAPACITY:
        raise errors.CapacityRefused()
    return capacity


def clean_countries(codes: Iterable[str]) -> list[str]:
    """Country codes in capital letters, each once, sorted. Raises `CountryUnknown`."""
    cleaned = {code.strip().upper() for code in codes} - {""}
    if not cleaned <= COUNTRY_CODES:
        raise errors.CountryUnknown()
    return sorted(cleaned)


def clean_plans(names: Iterable[str]) -> list[str]:
    """Names of plans with single spaces, each once, in the given order. Raises `PlanNameRefused`."""
    cleaned = list(dict.fromkeys(clean_plan(name) for name in names))
    if "" in cleaned or len(cleaned) > MAX_PLANS:
        raise errors.PlanNameRefused()
    return cleaned


def clean_plan(name: str) -> str:
    """One plan's name with single spaces; may be empty. Raises `PlanNameRefused`."""
    cleaned = " ".join(name.split())
    if len(cleaned) > MAX_PLAN_NAME:
        raise errors.PlanNameRefused()
    return cleaned


def is_open_in(*, countries: Sequence[str], country_code: str) -> bool:
    """Whether somebody from there may learn it; who is from nowhere known only where all may."""
    return not countries or country_code in countries


def is_in_plan(*, plans: Sequence[str], plan: str) -> bool:
    """Whether a student of this plan may learn it. Capital letters do not decide."""
    return not plans or plan.casefold() in {name.casefold() for name in plans}


def moved(items: Sequence[T], item: T, *, up: bool) -> list[T]:
    """`items` with `item` one place further up or down; the first stays first, the last stays last."""
    result = list(items)
    place = result.index(item)
    other = place - 1 if up else place + 1
    if 0 <= other < len(result):
        result[place], result[other] = result[other], result[place]
    return result
