"""What the platform tells everybody about itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from shared_apps.operations.selectors.status import CACHE_SECONDS, get_status, rehearse_status


class StatusPage(View):
    """Whether pages, data and background work are well, asked a moment ago.

    Operators may look at how it would tell a bad day: `?rehearse=slow` or `down`.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        now, rehearsed = timezone.now(), None
        if getattr(getattr(request, "actor", None), "kind", "") == "operator":
            rehearsed = rehearse_status(rehearsal=request.GET.get("rehearse", ""), now=now)
        status = rehearsed or get_status(now=now)
        context = {"status": status, "seconds": CACHE_SECONDS, "nav": "status"}
        response = render(request, "operations/platform/status.html", context)
        response["Cache-Control"] = "no-store"
        return response
