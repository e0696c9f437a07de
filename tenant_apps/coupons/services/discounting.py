"""Using a discount coupon: one statement decides who still gets it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection

from tenant_apps.coupons.errors import DiscountUnknown, DiscountUsedUp
from tenant_apps.coupons.models import DiscountCoupon, DiscountUse
from tenant_apps.coupons.rules import Target, discount_amount
from tenant_apps.coupons.selectors import check_discount
from tenant_apps.students.models import Student
from tenants.context import require_tenant

# As with access codes: the row lock that the update takes makes parallel users wait, and each then
# sees the count that the one before it committed.
_USE = """
UPDATE coupons_discountcoupon
SET used_count = used_count + 1, updated_at = %(now)s
WHERE id = %(id)s AND is_active AND percent = %(percent)s
  AND valid_from <= %(now)s AND valid_until > %(now)s
  AND (max_uses IS NULL OR used_count < max_uses)
RETURNING id
"""


def use_discount(*, discount: DiscountCoupon, student: Student, target: Target, now: datetime) -> DiscountUse:
    """Use the coupon once for this student, on the course `target` at its full price.

    The caller holds the transaction and the student's lock. Raises what `check_discount` raises, and
    `DiscountUsedUp` when the coupon was used up or changed since it was read.
    """
    require_tenant()
    check_discount(discount=discount, student_id=student.id, course_id=target.course_id, now=now)
    with connection.cursor() as cursor:
        cursor.execute(_USE, {"id": discount.id, "percent": discount.percent, "now": now})
        if cursor.fetchone() is None:
            raise _meanwhile(discount.id, student, target, now)
    return DiscountUse.objects.create(
        coupon_id=discount.id,
        coupon_code=discount.code,
        percent=discount.percent,
        student_id=student.id,
        student_user_id=student.user_id,
        student_username=student.username,
        student_name=student.full_name,
        course_id=target.course_id,
        course_title=target.course_title,
        price=target.price,
        discount=discount_amount(price=target.price, percent=discount.percent),
        used_at=now,
    )


def _meanwhile(coupon_id: uuid.UUID, student: Student, target: Target, now: datetime) -> Exception:
    """What changed between reading the coupon and using it."""
    discount = DiscountCoupon.objects.filter(pk=coupon_id).first()
    if discount is None:
        return DiscountUnknown()
    check_discount(discount=discount, student_id=student.id, course_id=target.course_id, now=now)
    return DiscountUsedUp()
