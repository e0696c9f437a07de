"""The console's schools, the audit trail and the health of the platform."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.web.forms import allow_school_hosts
from shared_apps.operations.selectors import audit, schools
from shared_apps.operations.selectors.health import get_health
from shared_apps.operations.selectors.notices import find_notice
from shared_apps.operations.selectors.visits import list_visits
from shared_apps.operations.web.asking import ConsolePage, asked_day, asked_id, asked_text
from shared_apps.operations.web.words import act_word
from tenants.models import Tenant

PAGE_SIZE = 25
ENTRIES_A_PAGE = 50
VISITS_SHOWN = 10
STATE_TONES = {"active": "success", "suspended": "warning", "archived": "error"}
STATE_CHOICES = [
    ("", _("All states")),
    ("active", _("In service")),
    ("suspended", _("Suspended")),
    ("archived", _("Archived")),
]
STATE_WORDS = dict(STATE_CHOICES)
SORT_CHOICES = [
    ("name", _("Name")),
    ("newest", _("Newest first")),
    ("students", _("Most students")),
    ("courses", _("Most courses")),
]


class SchoolsPage(ConsolePage):
    """All schools: found, narrowed, sorted, 25 a page; the same few queries however many there are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text, state, sort = (asked_text(request, name) for name in ("q", "state", "sort"))
        found = schools.list_schools(text=text, state=state, sort=sort)
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        usage = schools.usage_of(schools=page.object_list)
        context = {
            "menu": "operator",
            "nav": "schools",
            "page": page,
            "rows": [_row(school, usage[school.pk]) for school in page.object_list],
            "text": text,
            "state": state if state in STATE_WORDS else "",
            "states": STATE_CHOICES,
            "sort": sort if sort in schools.SORTS else "name",
            "sorts": SORT_CHOICES,
            "is_filtered": bool(text or state in STATE_TONES),
        }
        return render(request, "operations/operator/schools.html", context)


class SchoolPage(ConsolePage):
    """One school: facts, domains, owner, what was done to it, who looked at it."""

    def get(self, request: HttpRequest, school_id: uuid.UUID) -> HttpResponse:
        school, today = schools.get_school(tenant_id=school_id), timezone.now().date()
        context = {
            "menu": "operator",
            "nav": "schools",
            "platform_domain": settings.PLATFORM_DOMAIN,
            "domains": school.domains.order_by("domain"),
            "owner": schools.find_owner(tenant_id=school.pk),
            "notice": find_notice(tenant_id=school.pk),
            "history": audit.list_state_changes(tenant_id=school.pk),
            "visits": list_visits(tenant_id=school.pk)[:VISITS_SHOWN],
            "today": today,
            "tomorrow": today + timedelta(days=1),
            # What was typed into a form that was refused a moment ago.
            "typed_reason": asked_text(request, "reason"),
            **_row(school, schools.usage_of(schools=[school])[school.pk]),
        }
        # The form of a visit leads on to the school's own host.
        return allow_school_hosts(request, render(request, "operations/operator/school.html", context))


class AuditPage(ConsolePage):
    """Who did what, when, to what."""

    def get(self, request: HttpRequest) -> HttpResponse:
        search = audit.AuditSearch(
            text=asked_text(request, "q"),
            action=asked_text(request, "action"),
            tenant_id=asked_id(request, "school"),
            since=asked_day(request, "since"),
            until=asked_day(request, "until"),
        )
        page = Paginator(audit.list_entries(search=search), ENTRIES_A_PAGE)
        names = audit.list_actions()
        context = {
            "menu": "operator",
            "nav": "audit",
            "page": page.get_page(request.GET.get("page")),
            "search": search,
            "actions": [("", _("All actions")), *((name, act_word(name)) for name in names)],
            "is_filtered": search != audit.AuditSearch(),
        }
        return render(request, "operations/operator/audit.html", context)


class HealthPage(ConsolePage):
    """Readiness, jobs, schemas, stock."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"menu": "operator", "nav": "health", "health": get_health(now=timezone.now())}
        return render(request, "operations/operator/health.html", context)


def _row(school: Tenant, usage: schools.SchoolUsage) -> dict[str, object]:
    return {
        "school_row": school,
        "teacher": getattr(school, "teacher", None),
        "usage": usage,
        "state_word": STATE_WORDS.get(school.state, school.state),
        "state_tone": STATE_TONES.get(school.state, ""),
    }
