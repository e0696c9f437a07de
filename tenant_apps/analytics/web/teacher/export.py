"""The school's data for its owner to take away: asked for, packed while they wait or not, downloaded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.pages import TeacherPage
from tenant_apps.analytics import selectors, services
from tenant_apps.analytics.errors import ExportRunning
from tenant_apps.analytics.tasks import pack_export
from tenant_apps.analytics.web.teacher.periods import school_zone
from tenants.context import require_tenant
from tenants.storage import signed_url
from tenants.tasks import after_commit

OWNER = frozenset({"owner"})


class ExportPage(TeacherPage):
    """What is packed, how far it is, where it is. A script asks for the state alone."""

    roles = OWNER

    def get(self, request: HttpRequest) -> HttpResponse:
        name = "export_state" if request.headers.get("HX-Request") else "export"
        # Moments on this page are the school's: a file dies on a day of its calendar.
        with timezone.override(school_zone()):
            return render(request, f"analytics/teacher/{name}.html", _context())

    def post(self, request: HttpRequest) -> HttpResponse:
        member = request.actor.staff_member  # type: ignore[attr-defined]  # set by the page middleware
        try:
            with transaction.atomic():
                export = services.ask_export(by=member, now=timezone.now())
                after_commit(pack_export, str(export.id))
        except ExportRunning as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, _("Your data is being packed. You may leave this page meanwhile."))
        return HttpResponseRedirect(reverse("teacher_export"))


class ExportFile(TeacherPage):
    """Leads the owner to the file by a link of two minutes; after seven days there is nothing to lead to."""

    roles = OWNER

    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        export = selectors.find_ready_export(now=now)
        if export is None or not export.ready_at:
            raise Http404
        day = export.ready_at.astimezone(school_zone()).date()
        name = f"{require_tenant().username}-{day.isoformat()}.zip"
        response = HttpResponseRedirect(signed_url(export.file.name or "", name=name, now=now))
        response["Cache-Control"] = "private, no-store"
        return response


def _context() -> dict[str, Any]:
    exports = selectors.list_exports()
    latest = exports[0] if exports else None
    return {
        "nav": "export",
        "latest": latest,
        "ready": selectors.find_ready_export(now=timezone.now()),
        "is_packing": latest is not None and latest.is_open,
        "has_failed": latest is not None and latest.state == latest.State.FAILED,
        "former": exports[1:],
        "contents": [
            ("users", _("Students with their phones and notes, and your staff")),
            ("book-open", _("Courses, modules and lessons")),
            ("graduation-cap", _("Enrolments and the progress in every lesson")),
            ("ticket", _("Codes, discounts and every use of them")),
            ("clipboard-check", _("Exams with questions, attempts and marks")),
            ("star", _("Reviews and your replies")),
        ],
    }
