"""The page behind an invitation's link. Looking changes nothing; the button spends the link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from shared_apps.accounts.errors import CredentialsWrong, DetailsTaken
from shared_apps.accounts.selectors import find_person_by_email
from shared_apps.accounts.services import Tokens
from shared_apps.accounts.web.forms import (
    carry_session,
    new_password_field,
    password_field,
    show_refusal,
    status_of,
    text_field,
)
from shared_apps.kernel.errors import Refusal
from shared_apps.wire.throttles import client_address
from tenant_apps.staff.errors import InvitationOver
from tenant_apps.staff.models import Invitation
from tenant_apps.staff.services import accept_as_known, accept_as_new, read_invitation
from tenant_apps.staff.services.joining import Device


class KnownForm(forms.Form):
    """Somebody who has an account proves it."""

    password = password_field()


class NewForm(forms.Form):
    """Somebody new says a little more."""

    first_name = text_field(_("First name"), autocomplete="given-name")
    last_name = text_field(_("Last name"), autocomplete="family-name")
    phone = text_field(_("Phone"), limit=30, autocomplete="tel", inputmode="tel")
    password = new_password_field()


class TeamJoin(View):
    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            invitation = read_invitation(word=token, now=timezone.now())
        except InvitationOver as refusal:
            return _closed(request, refusal)
        first, _space, last = invitation.full_name.partition(" ")
        form = (
            KnownForm()
            if _is_known(invitation)
            else NewForm(initial={"first_name": first, "last_name": last})
        )
        return _page(request, token, invitation, form)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            invitation = read_invitation(word=token, now=timezone.now())
        except InvitationOver as refusal:
            return _closed(request, refusal)
        form = KnownForm(request.POST) if _is_known(invitation) else NewForm(request.POST)
        if not form.is_valid():
            return _page(request, token, invitation, form)
        try:
            tokens = _accept(request, token, form)
        except InvitationOver as refusal:
            return _closed(request, refusal)
        except DetailsTaken as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, token, invitation, form)
        except CredentialsWrong:
            form.add_error("password", _("This is not the password of the account with this e-mail."))
            return _page(request, token, invitation, form)
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, token, invitation, form, status=status_of(refusal))
        return carry_session(HttpResponseRedirect(reverse("teacher_home")), tokens)


def _accept(request: HttpRequest, token: str, form: forms.Form) -> Tokens:
    device = Device(address=client_address(request), user_agent=request.META.get("HTTP_USER_AGENT", "")[:300])
    given: dict[str, Any] = {**form.cleaned_data, "word": token, "now": timezone.now(), "device": device}
    return accept_as_known(**given) if isinstance(form, KnownForm) else accept_as_new(**given)


def _is_known(invitation: Invitation) -> bool:
    return find_person_by_email(email=invitation.email) is not None


def _page(
    request: HttpRequest, token: str, invitation: Invitation, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    context = {
        "token": token,
        "invitation": invitation,
        "form": form,
        "is_known": isinstance(form, KnownForm),
    }
    return _unseen(render(request, "staff/teacher/join.html", context, status=status))


def _closed(request: HttpRequest, refusal: InvitationOver) -> HttpResponse:
    return _unseen(render(request, "staff/teacher/join.html", {"refused": str(refusal)}, status=410))


def _unseen(response: HttpResponse) -> HttpResponse:
    # The word stands in the address: it is told to no other page.
    response["Referrer-Policy"] = "same-origin"
    return response
