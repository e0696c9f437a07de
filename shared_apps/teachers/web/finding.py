"""A school's address that does not exist: which schools are called alike."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shared_apps.accounts.web.forms import school_address
from shared_apps.accounts.web.pages import PlatformPage
from shared_apps.teachers.rules import MOST_LETTERS
from shared_apps.teachers.selectors import list_schools_like


class SchoolFinder(PlatformPage):
    """Looks for a school by name or address; comes by itself from an address without a school (404)."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        # No text in the database can hold NUL, so it cannot be looked for either.
        wanted = request.GET.get("school", "").replace("\0", "").strip()[:MOST_LETTERS]
        found = list_schools_like(name=wanted) if wanted else []
        rows = [
            {
                "name": profile.full_name,
                "subject": profile.specialization,
                "picture": profile.logo.url if profile.logo else "",
                "host": f"{profile.tenant.username}.{settings.PLATFORM_DOMAIN}",
                "address": school_address(request, username=profile.tenant.username or ""),
            }
            for profile in found
        ]
        context = {"wanted": wanted, "schools": rows, "platform_domain": settings.PLATFORM_DOMAIN}
        status = 404 if wanted and not _is_exact(wanted, rows) else 200
        return render(request, "teachers/platform/finder.html", context, status=status)


def _is_exact(wanted: str, rows: list[dict[str, str]]) -> bool:
    return any(wanted.lower() in (row["host"].partition(".")[0], row["name"].lower()) for row in rows)
