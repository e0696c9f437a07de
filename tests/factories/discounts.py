"""Discount coupons."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from tenant_apps.coupons.models import DiscountCoupon, DiscountCourse
from tenant_apps.coupons.rules import normalise_code
from tenant_apps.courses.models import Course

_serial = count(1)


def make_discount(*courses: Course, **fields: Any) -> DiscountCoupon:
    """25 percent off, for 30 days, any number of uses; for all courses unless some are named."""
    now = timezone.now()
    fields.setdefault("code", f"SALE-{next(_serial)}")
    fields.setdefault("spelling", normalise_code(fields["code"]))
    fields.setdefault("percent", 25)
    fields.setdefault("valid_from", now - timedelta(days=1))
    fields.setdefault("valid_until", now + timedelta(days=30))
    coupon = DiscountCoupon.objects.create(is_for_all=not courses, **fields)
    for course in courses:
        DiscountCourse.objects.create(coupon=coupon, course=course)
    return coupon
