"""Asking somebody into the team: the form, the link with its ways to send it, what is done about it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branding.services import get_brand
from shared_apps.accounts.web.forms import show_refusal, status_of, waiting_time
from shared_apps.kernel.errors import NotFound, Refusal, TooManyAttempts
from tenant_apps.staff.models import Invitation
from tenant_apps.staff.services import (
    invite,
    renew_invitation,
    send_invitation_again,
    withdraw_invitation,
    word_of,
)
from tenant_apps.staff.web.teacher.rights import ROLE_WORDS, OwnerPage, RightsForm, form_page
from tenants.context import require_tenant


class InviteForm(RightsForm):
    full_name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )


@dataclass(frozen=True, slots=True)
class InvitationRow:
    invitation: Invitation
    role: object
    link: str
    """Empty when it is over."""
    whatsapp: str


class TeamInvite(OwnerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return form_page(request, InviteForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = InviteForm(request.POST)
        if not form.is_valid():
            return form_page(request, form)
        by = request.actor.full_name  # type: ignore[attr-defined]  # set by the page middleware
        try:
            made = invite(**form.cleaned_data, by=by, now=timezone.now(), door=_door(request))
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return form_page(request, form, status=status_of(refusal))
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": made.email})
        return HttpResponseRedirect(f"{reverse('teacher_team')}#invited")


class InvitationAct(OwnerPage):
    """`do`: again, renew, withdraw."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, invitation_id: uuid.UUID) -> HttpResponse:
        if request.POST.get("do") not in _INVITATION_ACTS:
            raise Http404
        try:
            said = _INVITATION_ACTS[request.POST["do"]](request, invitation_id)
        except NotFound:
            raise
        except TooManyAttempts as refusal:
            wait = waiting_time(seconds=refusal.retry_after or 0)
            messages.warning(request, f"{_('That is enough mail for one invitation today.')} {wait}")
        except Refusal as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, said)
        return HttpResponseRedirect(reverse("teacher_team"))


def _again(request: HttpRequest, invitation_id: uuid.UUID) -> str:
    sent = send_invitation_again(invitation_id=invitation_id, now=timezone.now(), door=_door(request))
    return _("The link is on its way to %(email)s once more.") % {"email": sent.email}


def _renew(request: HttpRequest, invitation_id: uuid.UUID) -> str:
    renew_invitation(invitation_id=invitation_id, now=timezone.now(), door=_door(request))
    return _("A new link for three days is on its way; the former one is closed.")


def _withdraw(request: HttpRequest, invitation_id: uuid.UUID) -> str:
    withdraw_invitation(invitation_id=invitation_id)
    return _("The invitation is withdrawn.")


_INVITATION_ACTS: dict[str, Callable[[HttpRequest, uuid.UUID], str]] = {
    "again": _again,
    "renew": _renew,
    "withdraw": _withdraw,
}


def _door(request: HttpRequest) -> str:
    """The address of every invitation's page, up to the word."""
    path = reverse("team_join", args=["-"]).removesuffix("-/")
    return f"{request.scheme}://{request.get_host()}{path}"


def invitation_row(request: HttpRequest, invitation: Invitation, now: datetime) -> InvitationRow:
    role = ROLE_WORDS[invitation.role]
    if not invitation.is_open(now):
        return InvitationRow(invitation, role, "", "")
    link = f"{_door(request)}{word_of(invitation=invitation)}/"
    school = get_brand(tenant_id=require_tenant().id).name
    text = _("You are invited to help run %(school)s: %(link)s") % {"school": school, "link": link}
    return InvitationRow(invitation, role, link, f"https://wa.me/?text={quote(text)}")
