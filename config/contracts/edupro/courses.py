"""2: categories and courses; 3: modules; 4: lessons."""

from __future__ import annotations

from django.urls import URLPattern

ROUTES: list[list[URLPattern]] = []
