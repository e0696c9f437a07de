"""6: discount coupons."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.coupons.api import edupro as coupons

ROUTES: list[list[URLPattern]] = [
    route("coupon/create/", coupons.CouponCreate),
    route("coupon/list/", coupons.CouponList),
    route("coupon/detail/<uuid:coupon_id>/", coupons.CouponDetail),
    route("coupon/update/<uuid:coupon_id>/", coupons.CouponUpdate),
    route("coupon/delete/<uuid:coupon_id>/", coupons.CouponDelete),
    route("coupon/used-coupons/", coupons.UsedCouponList),
]
