"""5: enrolment, and 9.2 who is in a course."""

from __future__ import annotations

from django.urls import URLPattern

ROUTES: list[list[URLPattern]] = []
