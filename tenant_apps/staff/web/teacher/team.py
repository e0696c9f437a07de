"""The team: who is in it and with which rights, who was invited, who was shut out. For the owner alone."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branding.services import get_brand
from shared_apps.accounts.web.forms import show_refusal
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.staff.models import Invitation, StaffMember
from tenant_apps.staff.rules import SCOPES
from tenant_apps.staff.selectors import get_member, latest_acts, list_open_invitations, list_team
from tenant_apps.staff.services import (
    change_member,
    invite,
    renew_invitation,
    set_member_active,
    withdraw_invitation,
    word_of,
)
from tenants.context import require_tenant

SCOPE_WORDS = {
    "content": (gettext_lazy("Courses"), gettext_lazy("See courses, lessons and drafts")),
    "students": (gettext_lazy("Students"), gettext_lazy("See students, their phones and progress")),
    "codes": (gettext_lazy("Codes"), gettext_lazy("See access codes, unused ones too")),
    "discounts": (gettext_lazy("Discounts"), gettext_lazy("See discount coupons")),
    "grading": (gettext_lazy("Exams"), gettext_lazy("See exams and grade answers")),
}
ROLE_WORDS = {
    "owner": gettext_lazy("Owner"),
    "instructor": gettext_lazy("Instructor"),
    "assistant": gettext_lazy("Assistant"),
}


class RightsForm(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[
            ("assistant", gettext_lazy("Assistant: looks, and grades if you like")),
            ("instructor", gettext_lazy("Instructor: makes courses, codes and exams")),
        ],
        widget=forms.RadioSelect,
        initial="assistant",
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What an assistant may do"),
        choices=[(scope, SCOPE_WORDS[scope][1]) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=list(SCOPES),
    )


class InviteForm(RightsForm):
    full_name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


class OwnerPage(TeacherPage):
    """For the owner. Who is not there (any more) answers 404."""

    roles = frozenset({"owner"})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


@dataclass(frozen=True, slots=True)
class MemberRow:
    member: StaffMember
    role: object
    rights: Sequence[object]
    """The areas open to an assistant."""
    latest: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationRow:
    invitation: Invitation
    role: object
    link: str
    """Empty when it is over."""
    whatsapp: str


class TeamPage(OwnerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        members, now = list(list_team()), timezone.now()
        latest = latest_acts(people=[member.user_id for member in members])
        context = {
            "nav": "team",
            "members": [_member_row(member, latest) for member in members],
            "invitations": [_invitation_row(request, one, now) for one in list_open_invitations()],
        }
        return render(request, "staff/teacher/team.html", context)


class TeamInvite(OwnerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return _form_page(request, InviteForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InviteForm(request.POST)
        if not form.is_valid():
            return _form_page(request, form)
        by = request.actor.full_name  # type: ignore[attr-defined]  # set by the page middleware
        try:
            made = invite(**form.cleaned_data, by=by, now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _form_page(request, form)
        messages.success(
            request, _("The invitation for %(name)s is ready: send the link.") % {"name": made.full_name}
        )
        return HttpResponseRedirect(f"{reverse('teacher_team')}#invited")


class MemberPage(OwnerPage):
    """Another role, other rights."""

    def get(self, request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
        member = get_member(member_id=member_id)
        form = RightsForm(initial={"role": member.role, "scopes": member.scopes})
        return _form_page(request, form, member=member)

    def post(self, request: HttpRequest, member_id: uuid.UUID) -> HttpResponse:
        member, form = get_member(member_id=member_id), RightsForm(request.POST)
        if not form.is_valid():
            return _form_page(request, form, member=member)
        try:
            change_member(member_id=member.pk, **form.cleaned_data)
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _form_page(request, form, member=member)
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


class InvitationAct(OwnerPage):
    """`do`: renew, withdraw."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
        act = request.POST.get("do")
        if act == "renew":
            renew_invitation(invitation_id=invitation_id, now=timezone.now())
            messages.success(request, _("There is a new link for three days; the former one is closed."))
        elif act == "withdraw":
            withdraw_invitation(invitation_id=invitation_id)
            messages.success(request, _("The invitation is withdrawn."))
        else:
            raise Http404
        return HttpResponseRedirect(reverse("teacher_team"))


def _form_page(request: HttpRequest, form: forms.Form, *, member: StaffMember | None = None) -> HttpResponse:
    chosen = form["scopes"].value() or []
    context = {
        "nav": "team",
        "form": form,
        "member": member,
        "scopes": [(scope, *SCOPE_WORDS[scope], scope in chosen) for scope in SCOPES],
    }
    template = "staff/teacher/member.html" if member else "staff/teacher/invite.html"
    return render(request, template, context)


def _member_row(member: StaffMember, latest: dict[uuid.UUID, datetime]) -> MemberRow:
    is_assistant = member.role == StaffMember.Role.ASSISTANT
    rights = [SCOPE_WORDS[scope][0] for scope in SCOPES if scope in member.scopes] if is_assistant else []
    return MemberRow(member, ROLE_WORDS[member.role], rights, latest.get(member.user_id))


def _invitation_row(request: HttpRequest, invitation: Invitation, now: datetime) -> InvitationRow:
    role = ROLE_WORDS[invitation.role]
    if not invitation.is_open(now):
        return InvitationRow(invitation, role, "", "")
    path = reverse("team_join", args=[word_of(invitation=invitation)])
    link = f"{request.scheme}://{request.get_host()}{path}"
    school = get_brand(tenant_id=require_tenant().id).name
    text = _("You are invited to help run %(school)s: %(link)s") % {"school": school, "link": link}
    return InvitationRow(invitation, role, link, f"https://wa.me/?text={quote(text)}")
