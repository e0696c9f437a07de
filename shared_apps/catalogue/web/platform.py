"""The platform's front page and its catalogue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from branding.rules import READY_THEMES


class PlatformHome(View):
    """What EduPro is, for a teacher who comes for the first time."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "catalogue/platform/home.html", self._context())

    def _context(self) -> dict[str, Any]:
        return {
            "looks": READY_THEMES,
            "sample_name": _("Amira Hassan"),
            "platform_domain": settings.PLATFORM_DOMAIN,
            "courses": [],
        }
