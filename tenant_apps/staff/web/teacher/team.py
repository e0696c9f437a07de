"""The team: who is in it and with which rights, who was invited, who was shut out. For the owner alone."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.staff.models import StaffMember
from tenant_apps.staff.rules import SCOPES
from tenant_apps.staff.selectors import get_member, latest_acts, list_open_invitations, list_team
from tenant_apps.staff.services import change_member, set_member_active
from tenant_apps.staff.web.teacher.inviting import invitation_row
from tenant_apps.staff.web.teacher.rights import (
    ROLE_WORDS,
    SCOPE_WORDS,
    OwnerPage,
    RightsForm,
    form_page,
)


@dataclass(frozen=True, slots=True)
class MemberRow:
    member: StaffMember
    role: object
    rights: Sequence[object]
    """The areas open to an assistant."""
    latest: datetime | None


class TeamPage(OwnerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        members, now = list(list_team()), timezone.now()
        latest = latest_acts(people=[member.user_id for member in members])
        context = {
            "nav": "team",
            "members": [_member_row(member, latest) for member in members],
            "invitations": [invitation_row(request, one, now) for one in list_open_invitations()],
        }
        return render(request, "staff/teacher/team.html", context)


class MemberPage(OwnerPage):
    """Another role, other rights."""

    def get(self, request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
        member = get_member(member_id=member_id)
        form = RightsForm(initial={"role": member.role, "scopes": member.scopes})
        return form_page(request, form, member=member)

    def post(self, request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
        member, form = get_member(member_id=member_id), RightsForm(request.POST)
        if not form.is_valid():
            return form_page(request, form, member=member)
        try:
            change_member(member_id=member.pk, **form.cleaned_data)
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return form_page(request, form, member=member)
        messages.success(request, _("Saved. It counts from their next page on."))
        return HttpResponseRedirect(reverse("teacher_team"))


class MemberAct(OwnerPage):
    """`do`: shut_out, let_in. Twice is harmless."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
        act, member = request.POST.get("do"), get_member(member_id=member_id)
        if act not in ("shut_out", "let_in"):
            raise Http404
        try:
            set_member_active(member_id=member.pk, is_active=act == "let_in", now=timezone.now())
        except NotFound:
            raise
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            said = {
                "shut_out": _("%(name)s is signed out everywhere."),
                "let_in": _("%(name)s may come in again."),
            }
            messages.success(request, said[act] % {"name": member.full_name})
        return HttpResponseRedirect(reverse("teacher_team"))


def _member_row(member: StaffMember, latest: dict[uuid.UUID, datetime]) -> MemberRow:
    is_assistant = member.role == StaffMember.Role.ASSISTANT
    rights = [SCOPE_WORDS[scope][0] for scope in SCOPES if scope in member.scopes] if is_assistant else []
    return MemberRow(member, ROLE_WORDS[member.role], rights, latest.get(member.user_id))
