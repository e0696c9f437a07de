"""Access codes in `edupro_v1`: section 5 and 1.22. The document calls them coupons."""

from tenant_apps.coupons.api.edupro_v1.codes import (
    CouponCreate,
    CouponDelete,
    CouponDetail,
    CouponList,
    CouponUpdate,
)
from tenant_apps.coupons.api.edupro_v1.uses import TeacherRevenue, UsedCouponList

__all__ = [
    "CouponCreate",
    "CouponDelete",
    "CouponDetail",
    "CouponList",
    "CouponUpdate",
    "TeacherRevenue",
    "UsedCouponList",
]
