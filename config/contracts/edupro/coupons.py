"""6: discount coupons."""

from __future__ import annotations

from django.urls import URLPattern

ROUTES: list[list[URLPattern]] = []
