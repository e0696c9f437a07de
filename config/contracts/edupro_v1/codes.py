"""5: access codes."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.coupons.api import edupro_v1 as codes

ROUTES: list[list[URLPattern]] = [
    # 5 access codes
    route("coupon/create/", codes.CouponCreate),
    route("coupon/list/", codes.CouponList),
    route("coupon/detail/<int:coupon_id>", codes.CouponDetail),
    route("coupon/update/<int:coupon_id>", codes.CouponUpdate),
    route("coupon/delete/<int:coupon_id>", codes.CouponDelete),
    route("coupon/used-coupons/", codes.UsedCouponList),
]
