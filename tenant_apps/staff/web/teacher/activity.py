"""What was done in the school, by whom, when: for the owner, on a page and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.tables import csv_answer
from tenant_apps.staff.models import Activity
from tenant_apps.staff.rules import GROUPS, details_text, group_of, word_for
from tenant_apps.staff.selectors import ActivitySearch, list_acting_people, list_activity
from tenant_apps.staff.web.teacher.rights import OwnerPage
from tenants.context import require_tenant

PAGE_SIZE = 50
MOST_LINES = 100_000
ICONS = {
    "content": "book-open",
    "students": "users",
    "codes": "ticket",
    "exams": "clipboard-check",
    "reviews": "star",
    "team": "shield-check",
    "settings": "settings",
    "data": "download",
}


class ActivityPage(OwnerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        search = asked_activity(request.GET)
        with timezone.override(_zone()):
            page = Paginator(list_activity(search=search), PAGE_SIZE).get_page(request.GET.get("page"))
            kept = _query(search)
            context = {
                "nav": "activity",
                "page": page,
                "lines": [_line(row) for row in page.object_list],
                "search": search,
                "kept": urlencode(kept),
                "is_filtered": bool(kept),
                "people": [("", _("Everybody")), *((str(key), name) for key, name in list_acting_people())],
                "groups": [("", _("Everything")), *GROUPS.items()],
            }
            return render(request, "staff/teacher/activity.html", context)


class ActivityExport(OwnerPage):
    """The same lines as CSV."""

    def get(self, request: HttpRequest) -> HttpResponse:
        zone = _zone()
        with timezone.override(zone):
            rows = list_activity(search=asked_activity(request.GET))[:MOST_LINES]
            heads = [_("When"), _("Who"), _("What"), _("To what"), _("Details")]
        return csv_answer(name=f"activity-{timezone.now():%Y-%m-%d}", heads=heads, rows=_rows(rows, zone))


def asked_activity(asked: QueryDict) -> ActivitySearch:
    """What the filters ask for; what makes no sense does not narrow."""
    group = asked.get("kind", "")
    return ActivitySearch(
        person_id=_id(asked.get("person", "")),
        group=group if group in GROUPS else "",
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )


def _line(row: Activity) -> dict[str, Any]:
    return {
        "at": row.at,
        "person": row.person_name,
        "word": word_for(row.act),
        "title": row.title,
        "details": details_text(row.details),
        "icon": "eye" if row.act.startswith("visit.") else ICONS[group_of(row.act)],
    }


def _query(search: ActivitySearch) -> dict[str, str]:
    given = {"person": search.person_id, "kind": search.group, "since": search.since, "until": search.until}
    return {name: str(value) for name, value in given.items() if value}


def _rows(rows: QuerySet[Activity], zone: ZoneInfo) -> Iterator[tuple[str, ...]]:
    for row in rows.iterator(chunk_size=500):
        moment = f"{row.at.astimezone(zone):%Y-%m-%d %H:%M}"
        yield moment, row.person_name, str(word_for(row.act)), row.title, details_text(row.details)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _zone() -> ZoneInfo:
    return require_tenant().zone
