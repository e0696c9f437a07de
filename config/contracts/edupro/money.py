"""9.1: revenue."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.coupons.api import edupro as coupons

ROUTES: list[list[URLPattern]] = [
    route("teacher/revenue/", coupons.TeacherRevenue),
]
