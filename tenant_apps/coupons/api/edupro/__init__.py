"""Discount coupons and revenue in `edupro`: sections 6 and 9.1."""

from tenant_apps.coupons.api.edupro.discounts import (
    CouponCreate,
    CouponDelete,
    CouponDetail,
    CouponList,
    CouponUpdate,
)
from tenant_apps.coupons.api.edupro.uses import TeacherRevenue, UsedCouponList

__all__ = [
    "CouponCreate",
    "CouponDelete",
    "CouponDetail",
    "CouponList",
    "CouponUpdate",
    "TeacherRevenue",
    "UsedCouponList",
]
