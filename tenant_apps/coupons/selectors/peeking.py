"""What a typed code would open, for the page that asks before it spends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet, Value

from tenant_apps.coupons.errors import CodeExpired, CodeInactive, CodeSpent, CodeStatusRefuses, CodeUnknown
from tenant_apps.coupons.models import AccessCode
from tenant_apps.coupons.rules import grouped, normalise_code
from tenant_apps.courses.models import Course, Module

TARGETS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class PeekedCode:
    """A code that can be spent now, and everything of its price."""

    code: str
    printed: str
    price: Decimal
    expires_at: datetime
    courses: list[Course]
    modules: list[Module]


def peek_code(*, code: str, now: datetime) -> PeekedCode:
    """What the typed code opens. Pages call `services.look_at_code`, which counts.

    Raises `CodeUnknown`, `CodeExpired`, `CodeSpent`, `CodeInactive`, `CodeStatusRefuses`.
    """
    found = AccessCode.objects.filter(code=normalise_code(code)).first()
    if found is None:
        raise CodeUnknown()
    if found.expires_at <= now:
        raise CodeExpired()
    if found.used_count >= found.max_uses:
        raise CodeSpent()
    if not found.is_active:
        raise CodeInactive()
    if found.status != AccessCode.Status.FULL:
        raise CodeStatusRefuses()
    return PeekedCode(
        code=found.code,
        printed=grouped(found.code),
        price=found.price,
        expires_at=found.expires_at,
        courses=_courses_at(found.price),
        modules=_modules_at(found.price),
    )


def opens_at(*, price: Decimal) -> int:
    """How many courses and modules students can open with a code of this price now: one query."""
    courses = _published_at(price).order_by().annotate(one=Value(1)).values("one")
    modules = _sold_alone_at(price).order_by().annotate(one=Value(1)).values("one")
    return courses.union(modules, all=True).count()


def targets_at(*, price: Decimal) -> tuple[list[Course], list[Module]]:
    """The courses and modules that a code of this price opens now, at most 100 of each."""
    return _courses_at(price), _modules_at(price)


def _courses_at(price: Decimal) -> list[Course]:
    return list(_published_at(price).order_by("title", "id")[:TARGETS_SHOWN])


def _published_at(price: Decimal) -> QuerySet[Course]:
    return Course.objects.filter(state=Course.State.PUBLISHED, is_free=False, price=price)


def _modules_at(price: Decimal) -> list[Module]:
    found = _sold_alone_at(price).select_related("course")
    return list(found.order_by("course__title", "order")[:TARGETS_SHOWN])


def _sold_alone_at(price: Decimal) -> QuerySet[Module]:
    return Module.objects.filter(
        is_published=True,
        is_free=False,
        price=price,
        course__state=Course.State.PUBLISHED,
        course__sells_modules_alone=True,
    )
