"""What an operator does to a school: forms that come back to its page, and the way in as its owner."""

from __future__ import annotations

import uuid
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import school_address
from shared_apps.kernel.errors import NotFound, Refusal
from shared_apps.operations import services
from shared_apps.operations.rules import MAX_REASON_CHARS
from shared_apps.operations.selectors.schools import get_school
from shared_apps.operations.web.asking import ConsolePage, operator_of


class SchoolAct(ConsolePage):
    """`do`: notice, withdraw, suspend, restore, archive. Twice is harmless."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, school_id: uuid.UUID) -> HttpResponse:
        try:
            messages.success(request, self._act(request, school_id))
        except NotFound:
            raise
        except Refusal as refusal:
            return _refused(request, school_id, refusal)
        return HttpResponseRedirect(reverse("operator_school", args=[school_id]))

    def _act(self, request: HttpRequest, school_id: uuid.UUID) -> str:
        act, given = request.POST.get("do"), request.POST
        by, now = operator_of(request), timezone.now()
        if act == "notice":
            day = _day(given.get("closes_on", ""))
            services.give_notice(
                tenant_id=school_id, reason=given.get("reason", ""), closes_on=day, by=by, now=now
            )
            return _("The school has been given notice. Its staff read it on every page.")
        if act == "withdraw":
            services.withdraw_notice(tenant_id=school_id, by=by, now=now)
            return _("The notice is withdrawn.")
        if act == "suspend":
            services.suspend(
                tenant_id=school_id,
                reason=given.get("reason", ""),
                cannot_wait=bool(given.get("cannot_wait")),
                by=by,
                now=now,
            )
            return _("The school is suspended. Nobody is signed out.")
        if act == "restore":
            services.restore(tenant_id=school_id, by=by, now=now)
            return _("The school is open again.")
        if act == "archive":
            services.archive(tenant_id=school_id, confirm=given.get("confirm", ""), by=by)
            return _("The school is archived. Its rows are kept.")
        raise Http404


class SchoolVisit(ConsolePage):
    """Leads the operator to the school's own host, with a word that opens it once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, school_id: uuid.UUID) -> HttpResponse:
        school = get_school(tenant_id=school_id)
        try:
            word = services.ask_visit(
                tenant_id=school_id,
                reason=request.POST.get("reason", ""),
                by=operator_of(request),
                now=timezone.now(),
            )
        except NotFound:
            raise
        except Refusal as refusal:
            return _refused(request, school_id, refusal)
        path = f"/teach/visit/{word}/"
        target = school_address(request, username=school.username or "", path=path)
        return HttpResponseRedirect(target)


def _refused(request: HttpRequest, school_id: uuid.UUID, refusal: Refusal) -> HttpResponse:
    """Back to the school's page, where the forms have the reason that was typed."""
    messages.error(request, str(refusal))
    reason = request.POST.get("reason", "")[:MAX_REASON_CHARS]
    typed = f"?{urlencode({'reason': reason})}" if reason else ""
    return HttpResponseRedirect(reverse("operator_school", args=[school_id]) + typed)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
