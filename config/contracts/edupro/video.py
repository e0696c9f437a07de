"""4.7 and 10: the state of a video, uploading straight to its keeper."""

from __future__ import annotations

from django.urls import URLPattern

ROUTES: list[list[URLPattern]] = []
