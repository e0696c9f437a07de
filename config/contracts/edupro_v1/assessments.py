"""10: assessments, attempts, grading."""

from __future__ import annotations

from django.urls import URLPattern

ROUTES: list[list[URLPattern]] = []
