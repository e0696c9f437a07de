"""Liveness, readiness and the proxy's question, on any host."""

from __future__ import annotations

from django.urls import path

from tenants.web import health, ready, tls_allowed

urlpatterns = [
    path("health", health),
    path("health/", health),
    path("ready", ready),
    path("ready/", ready),
    path("tls/allowed", tls_allowed),
]
