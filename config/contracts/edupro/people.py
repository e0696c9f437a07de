"""1: who signs in, profiles, who is whose student."""

from __future__ import annotations

from django.urls import URLPattern

ROUTES: list[list[URLPattern]] = []
