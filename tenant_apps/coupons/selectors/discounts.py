"""Discount coupons and their uses."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from shared_apps.kernel.errors import NotFound
from tenant_apps.coupons.errors import (
    CodeAmbiguous,
    DiscountAlreadyUsed,
    DiscountExpired,
    DiscountNotForCourse,
    DiscountNotYet,
    DiscountRefused,
    DiscountUnknown,
    DiscountUsedUp,
)
from tenant_apps.coupons.models import AccessCode, DiscountCoupon, DiscountCourse, DiscountUse
from tenant_apps.coupons.rules import discount_amount, normalise_code


@dataclass(frozen=True, slots=True)
class TypedCode:
    """What a text is at this school: an access code, a discount coupon, or neither."""

    discount: DiscountCoupon | None
    is_access_code: bool


@dataclass(frozen=True, slots=True)
class Bill:
    """A price, what a discount takes off it, and what is left to pay."""

    price: Decimal
    discount: Decimal = Decimal("0.00")

    @property
    def due(self) -> Decimal:
        return self.price - self.discount


def list_discounts(*, search: str = "") -> QuerySet[DiscountCoupon]:
    """Discount coupons with the ids of their courses, newest first."""
    coupons = DiscountCoupon.objects.prefetch_related(
        Prefetch("courses", DiscountCourse.objects.order_by("course_id"))
    ).order_by("-created_at", "id")
    return coupons.filter(spelling__startswith=normalise_code(search)) if search else coupons


def get_discount(*, coupon_id: uuid.UUID) -> DiscountCoupon:
    """Raises `NotFound`."""
    coupon = list_discounts().filter(pk=coupon_id).first()
    if coupon is None:
        raise NotFound()
    return coupon


def list_discount_uses(*, coupon_id: uuid.UUID | None = None) -> QuerySet[DiscountUse]:
    """Uses of discounts, newest first, also of coupons deleted since."""
    uses = DiscountUse.objects.order_by("-used_at", "-id")
    return uses if coupon_id is None else uses.filter(coupon_id=coupon_id)


def takes_discounts(*, course_id: uuid.UUID, now: datetime) -> bool:
    """Whether any coupon counts for the course now, so that asking for one makes sense."""
    reach = Q(is_for_all=True) | Q(courses__course_id=course_id)
    now_valid = DiscountCoupon.objects.filter(is_active=True, valid_from__lte=now, valid_until__gt=now)
    return now_valid.filter(reach).exists()


def read_typed_code(*, typed: str) -> TypedCode:
    """What the text is. Ask only within a counted try. Raises `CodeAmbiguous`."""
    spelled = normalise_code(typed)
    discount = DiscountCoupon.objects.filter(spelling=spelled).first()
    is_access_code = AccessCode.objects.filter(code=spelled).exists()
    if discount is not None and is_access_code:
        raise CodeAmbiguous()
    return TypedCode(discount=discount, is_access_code=is_access_code)


def bill_with(*, discount: DiscountCoupon | None, price: Decimal) -> Bill:
    """The bill for a price; whether the coupon may be used at all is `check_discount`'s matter."""
    if discount is None:
        return Bill(price=price)
    return Bill(price=price, discount=discount_amount(price=price, percent=discount.percent))


def check_discount(
    *, discount: DiscountCoupon, student_id: uuid.UUID, course_id: uuid.UUID, now: datetime
) -> None:
    """Refuse a coupon that the student cannot use on the course now; nothing is used.

    Raises `DiscountUnknown`, `DiscountNotYet`, `DiscountExpired`, `DiscountNotForCourse`,
    `DiscountAlreadyUsed`, `DiscountUsedUp`.
    """
    refusal = _why_refused(discount, student_id, course_id, now)
    if refusal is not None:
        raise refusal


def _why_refused(
    discount: DiscountCoupon, student_id: uuid.UUID, course_id: uuid.UUID, now: datetime
) -> DiscountRefused | None:
    if not discount.is_active:
        return DiscountUnknown()
    if discount.valid_until <= now:
        return DiscountExpired()
    if discount.valid_from > now:
        return DiscountNotYet()
    if not (discount.is_for_all or discount.courses.filter(course_id=course_id).exists()):
        return DiscountNotForCourse()
    if DiscountUse.objects.filter(coupon_id=discount.id, student_id=student_id).exists():
        return DiscountAlreadyUsed()
    if discount.max_uses is not None and discount.used_count >= discount.max_uses:
        return DiscountUsedUp()
    return None
