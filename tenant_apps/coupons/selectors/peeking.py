"""What a typed code would open, for the page that asks before it spends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

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


def _courses_at(price: Decimal) -> list[Course]:
    published = Course.objects.filter(state=Course.State.PUBLISHED, is_free=False, price=price)
    return list(published.order_by("title", "id")[:TARGETS_SHOWN])


def _modules_at(price: Decimal) -> list[Module]:
    sold_alone = Module.objects.filter(
        is_published=True,
        is_free=False,
        price=price,
        course__state=Course.State.PUBLISHED,
        course__sells_modules_alone=True,
    )
    return list(sold_alone.select_related("course").order_by("course__title", "order")[:TARGETS_SHOWN])
