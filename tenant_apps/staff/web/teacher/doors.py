"""The teacher's door: signing in, and entering a school that was just opened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from shared_apps.accounts.errors import HandOverInvalid
from shared_apps.accounts.services.hand_over import read_hand_over
from shared_apps.accounts.web.forms import SignInForm, carry_session, safe_next, show_refusal, status_of
from shared_apps.kernel.errors import Refusal
from shared_apps.wire.throttles import client_address
from tenant_apps.staff.services import enter_by_hand_over, sign_in_staff
from tenants.context import require_tenant


class TeacherSignIn(View):
    """For those who run the school."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is not None and actor.kind == "staff":
            return HttpResponseRedirect(_target(request))
        return self._page(request, SignInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignInForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        try:
            tokens = sign_in_staff(
                login=form.cleaned_data["identifier"],
                password=form.cleaned_data["password"],
                now=timezone.now(),
                address=client_address(request),
                user_agent=_agent(request),
            )
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        return carry_session(HttpResponseRedirect(_target(request)), tokens)

    def _page(self, request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "next": safe_next(request, fallback="")}
        return render(request, "staff/teacher/sign_in.html", context, status=status)


class TeacherEnter(View):
    """The first step into a new school. Looking changes nothing; the button spends the word."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            read_hand_over(token=token, tenant_id=require_tenant().id, now=timezone.now())
        except HandOverInvalid as refusal:
            return _closed_door(request, refusal)
        context = {"token": token, "address": request.get_host()}
        return _unseen(render(request, "staff/teacher/enter.html", context))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            tokens = enter_by_hand_over(
                token=token,
                now=timezone.now(),
                address=client_address(request),
                user_agent=_agent(request),
            )
        except HandOverInvalid as refusal:
            return _closed_door(request, refusal)
        return carry_session(HttpResponseRedirect(reverse("teacher_home")), tokens)


def _closed_door(request: HttpRequest, refusal: HandOverInvalid) -> HttpResponse:
    reason = f"{refusal} {_('Sign in with your password instead.')}"
    return _unseen(render(request, "staff/teacher/enter.html", {"refused": reason}, status=410))


def _unseen(response: HttpResponse) -> HttpResponse:
    # The word stands in the address: it is told to no other page.
    response["Referrer-Policy"] = "same-origin"
    return response


def _target(request: HttpRequest) -> str:
    return safe_next(request, fallback="") or reverse("teacher_home")


def _agent(request: HttpRequest) -> str:
    return request.META.get("HTTP_USER_AGENT", "")[:300]
