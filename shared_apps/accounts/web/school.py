"""Leaving, and coming back without a password, at a school's host."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from shared_apps.accounts.errors import (
    CodeEmailUnknown,
    CodeExpired,
    CodeWrong,
    EmailUnknown,
    ResetLinkOver,
)
from shared_apps.accounts.services import end_session, request_password_code, reset_password
from shared_apps.accounts.services.desk_reset import read_reset_link, reset_by_link
from shared_apps.accounts.web.forms import new_password_field, show_refusal, status_of
from shared_apps.kernel.errors import Refusal
from shared_apps.wire.cookies import delete_cookies
from shared_apps.wire.throttles import client_address

EMAIL_COOKIE = "reset_email"
"""Carries the e-mail from the first step to the second, out of addresses and logs."""

DOORS = {"teach": "teacher_sign_in", "": "student_sign_in"}


class SignOut(View):
    """Ends the session at once and makes the browser forget what it kept of the school."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = getattr(request, "actor", None)
        staff = actor is not None and actor.kind == "staff"
        if actor is not None:
            end_session(session=actor.session, reason="signed_out", now=timezone.now())
        response = HttpResponseRedirect(reverse("teacher_sign_in" if staff else "school_home"))
        delete_cookies(response)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class ResetForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ResetConfirmForm(ResetForm):
    otp = forms.CharField(label=gettext_lazy("Code"), max_length=30)
    new_password = new_password_field()


class PasswordReset(View):
    """First step. The answer never says whether the e-mail is known."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, ResetForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ResetForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        email = form.cleaned_data["email"]
        try:
            request_password_code(email=email, address=client_address(request), now=timezone.now())
        except EmailUnknown:
            pass
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        return _with_email(_to("password_reset_confirm", request), request, email)

    def _page(self, request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
        return render(request, "accounts/school/reset.html", {"form": form, **_way(request)}, status=status)


class PasswordResetConfirm(View):
    """Second step: the code from the mail and the new password."""

    def get(self, request: HttpRequest) -> HttpResponse:
        email = request.COOKIES.get(EMAIL_COOKIE, "")[:254]
        return self._page(request, ResetConfirmForm(initial={"email": email}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ResetConfirmForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        given = form.cleaned_data
        try:
            reset_password(
                email=given["email"],
                code=given["otp"],
                new_password=given["new_password"],
                now=timezone.now(),
            )
        except (CodeEmailUnknown, CodeWrong, CodeExpired):
            form.add_error("otp", _("This code is not right, or it is older than ten minutes."))
            return self._page(request, form)
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        messages.success(request, _("Your new password is saved. Sign in with it."))
        response = _to(DOORS[_door(request)], request)
        response.delete_cookie(EMAIL_COOKIE)
        return response

    def _page(self, request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
        kept = settings.EMAIL_BACKEND.endswith("FileAndConsoleBackend")
        context = {"form": form, "mail_is_kept": kept, **_way(request)}
        return render(request, "accounts/school/reset_confirm.html", context, status=status)


class LinkForm(forms.Form):
    new_password = new_password_field()


class PasswordResetLink(View):
    """A new password by the link that a student got from the teacher. Looking changes nothing."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            user = read_reset_link(word=token, now=timezone.now())
        except ResetLinkOver as refusal:
            return _link_page(request, {"refused": str(refusal)}, status=410)
        return _link_page(request, {"token": token, "person": user, "form": LinkForm()})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form, now = LinkForm(request.POST), timezone.now()
        try:
            user = read_reset_link(word=token, now=now)
            if form.is_valid():
                reset_by_link(word=token, new_password=form.cleaned_data["new_password"], now=now)
        except ResetLinkOver as refusal:
            return _link_page(request, {"refused": str(refusal)}, status=410)
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
        if form.errors:
            return _link_page(request, {"token": token, "person": user, "form": form})
        messages.success(request, _("Your new password is saved. Sign in with it."))
        return HttpResponseRedirect(reverse("student_sign_in"))


def _link_page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, "accounts/school/reset_link.html", context, status=status)
    # The word stands in the address: it is told to no other page.
    response["Referrer-Policy"] = "same-origin"
    return response


def _door(request: HttpRequest) -> str:
    door = request.POST.get("door") or request.GET.get("door") or ""
    return door if door in DOORS else ""


def _way(request: HttpRequest) -> dict[str, Any]:
    door = _door(request)
    return {"door": door, "back": reverse(DOORS[door])}


def _to(name: str, request: HttpRequest) -> HttpResponse:
    door = _door(request)
    tail = f"?door={door}" if door and name.startswith("password") else ""
    return HttpResponseRedirect(reverse(name) + tail)


def _with_email(response: HttpResponse, request: HttpRequest, email: str) -> HttpResponse:
    age = int(settings.ONE_TIME_CODE_LIFETIME.total_seconds())
    secure = request.is_secure()
    response.set_cookie(EMAIL_COOKIE, email, max_age=age, secure=secure, httponly=True, samesite="Lax")
    return response
