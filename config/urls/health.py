"""Liveness and readiness, on any host."""

from __future__ import annotations

from django.urls import path

from tenants.web import health, ready

urlpatterns = [
    path("health", health),
    path("health/", health),
    path("ready", ready),
    path("ready/", ready),
]
