"""The operators' door: a password, then a code of the authenticator app."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from shared_apps.accounts.errors import StepInvalid
from shared_apps.accounts.models import User
from shared_apps.accounts.services import end_session
from shared_apps.accounts.services.operators import (
    STEP_LIFETIME,
    enrol_operator,
    pass_first_step,
    read_first_step,
    sign_in_operator,
)
from shared_apps.accounts.services.second_factor import (
    begin_enrolment,
    count_recovery_codes,
    has_second_factor,
    renew_recovery_codes,
)
from shared_apps.accounts.web.forms import SignInForm, carry_session, safe_next, show_refusal, status_of
from shared_apps.accounts.web.pages import OperatorPage
from shared_apps.kernel.errors import Refusal
from shared_apps.wire.cookies import delete_cookies
from shared_apps.wire.throttles import client_address

STEP_COOKIE = "operator_step"
DOOR_PATH = "/operator/"


class CodeForm(forms.Form):
    """Six digits of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "dir": "ltr",
            }
        ),
    )


class OperatorSignIn(View):
    """First step."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is not None and actor.is_operator:
            return HttpResponseRedirect(_target(request))
        return self._page(request, SignInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignInForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        try:
            word = pass_first_step(
                login=form.cleaned_data["identifier"],
                password=form.cleaned_data["password"],
                address=client_address(request),
                now=timezone.now(),
            )
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        return _with_word(request, HttpResponseRedirect(_step(request, "operator_code")), word)

    def _page(self, request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "next": safe_next(request, fallback="")}
        return render(request, "accounts/operator/sign_in.html", context, status=status)


class _SecondStep(View):
    """Needs the word of the first step; without one the person begins again."""

    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            self.user = read_first_step(word=_word(request), now=timezone.now())
            return super().dispatch(request, *args, **kwargs)
        except StepInvalid as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(_step(request, "operator_sign_in"))


class OperatorCode(_SecondStep):
    """Second step: a code. Who has no app yet sets one up instead."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not has_second_factor(user=self.user):
            return HttpResponseRedirect(_step(request, "operator_enrol"))
        return self._page(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        try:
            tokens = sign_in_operator(code=form.cleaned_data["code"], **_device(request))
        except StepInvalid:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        return _without_word(carry_session(HttpResponseRedirect(_target(request)), tokens))

    def _page(self, request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "next": safe_next(request, fallback="")}
        return render(request, "accounts/operator/code.html", context, status=status)


class OperatorEnrol(_SecondStep):
    """The first time: the app reads a QR sign and shows its first code."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        try:
            tokens, codes = enrol_operator(code=form.cleaned_data["code"], **_device(request))
        except StepInvalid:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        return _without_word(carry_session(_codes_page(request, codes, _target(request)), tokens))

    def _page(self, request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
        if has_second_factor(user=self.user):
            return HttpResponseRedirect(_step(request, "operator_code"))
        context = {
            "form": form,
            "next": safe_next(request, fallback=""),
            "enrolment": begin_enrolment(user=self.user),
        }
        return _unkept(render(request, "accounts/operator/enrol.html", context, status=status))


class OperatorSecurity(OperatorPage):
    """One's own recovery codes: how many are left, and new ones."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, CodeForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        user = request.actor.user  # type: ignore[attr-defined]  # set by the page middleware
        try:
            codes = renew_recovery_codes(user=user, code=form.cleaned_data["code"], now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        return _codes_page(request, codes, reverse("operator_security"))

    def _page(self, request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
        left = count_recovery_codes(user=request.actor.user)  # type: ignore[attr-defined]  # set by the page middleware
        context = {"nav": "security", "menu": "operator", "form": form, "left": left}
        return render(request, "accounts/operator/security.html", context, status=status)


class OperatorSignOut(View):
    """Ends the session at once."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        if actor is not None:
            end_session(session=actor.session, reason="signed_out", now=timezone.now())
        response = HttpResponseRedirect(reverse("operator_sign_in"))
        delete_cookies(response)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _codes_page(request: HttpRequest, codes: list[str], onwards: str) -> HttpResponse:
    context = {"codes": [f"{code[:5]}-{code[5:]}" for code in codes], "onwards": onwards}
    return _unkept(render(request, "accounts/operator/recovery_codes.html", context))


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _device(request: HttpRequest) -> dict[str, Any]:
    return {
        "word": _word(request),
        "now": timezone.now(),
        "address": client_address(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", ""),
    }


def _word(request: HttpRequest) -> str:
    return request.COOKIES.get(STEP_COOKIE, "")


def _with_word(request: HttpRequest, response: HttpResponse, word: str) -> HttpResponse:
    age, secure = int(STEP_LIFETIME.total_seconds()), request.is_secure()
    response.set_cookie(
        STEP_COOKIE, word, max_age=age, path=DOOR_PATH, secure=secure, httponly=True, samesite="Strict"
    )
    return response


def _without_word(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(STEP_COOKIE, path=DOOR_PATH, samesite="Strict")
    return response


def _target(request: HttpRequest) -> str:
    return safe_next(request, fallback="") or reverse("operator_home")


def _step(request: HttpRequest, name: str) -> str:
    onwards = safe_next(request, fallback="")
    return reverse(name) + (f"?{urlencode({'next': onwards})}" if onwards else "")
