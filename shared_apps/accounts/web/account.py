"""What a person keeps about themselves, whatever they are to the school: sign-in and password."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.errors import CodeExpired, CodeWrong
from shared_apps.accounts.selectors import find_waiting_email, list_devices
from shared_apps.accounts.services import change_password
from shared_apps.accounts.services.identity import change_avatar, change_contact, change_names
from shared_apps.accounts.services.new_email import (
    ask_new_email_again,
    confirm_new_email,
    drop_new_email,
)
from shared_apps.accounts.web.actors import Actor
from shared_apps.accounts.web.forms import (
    new_password_field,
    password_field,
    picture_field,
    show_refusal,
    status_of,
    text_field,
)
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import Refusal
from tenants.context import require_tenant


def actor_of(request: HttpRequest) -> Actor:
    """Who reads this page: set by the page middleware."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the page middleware
    return actor


class PasswordForm(forms.Form):
    old_password = password_field(gettext_lazy("Old password"))
    new_password = new_password_field()


class ContactForm(forms.Form):
    """How a person signs in; a password shows that it is them."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = text_field(gettext_lazy("Phone"), limit=30, autocomplete="tel", inputmode="tel")
    password = password_field(gettext_lazy("Your password"))


class NewEmailForm(forms.Form):
    """The code from the new mailbox; empty when another code is wanted, or none."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=30, required=False)


class NamesForm(forms.Form):
    first_name = text_field(gettext_lazy("First name"), autocomplete="given-name")
    last_name = text_field(gettext_lazy("Last name"), autocomplete="family-name", required=False)
    avatar = picture_field(gettext_lazy("Your picture"))


class AccountPage:
    """Several forms on one page; `part` says which was sent. Subclasses are also a page of somebody."""

    address: ClassVar[str]
    template: ClassVar[str]
    part_forms: ClassVar[Mapping[str, type[forms.Form]]] = {
        "contact": ContactForm,
        "new_email": NewEmailForm,
        "password": PasswordForm,
    }

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, {})

    def post(self, request: HttpRequest) -> HttpResponse:
        part = request.POST.get("part", "")
        if part not in self.part_forms:
            return HttpResponseRedirect(reverse(self.address))
        form = self.part_forms[part](request.POST, request.FILES)
        if not form.is_valid():
            return self.show(request, {part: form})
        try:
            told = getattr(self, f"save_{part}")(request, form.cleaned_data)
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self.show(request, {part: form}, status=status_of(refusal))
        messages.success(request, told)
        # The forms answer at their own place; that it went well stands on top of the page.
        return HttpResponseRedirect(f"{reverse(self.address)}#messages")

    def show(
        self, request: HttpRequest, sent: Mapping[str, forms.Form], *, status: int = 200
    ) -> HttpResponse:
        """The page with each form as it is stored, or as it was sent and refused."""
        shown = {
            part: sent.get(part) or form(initial=self.initial(request, part))
            for part, form in self.part_forms.items()
        }
        now, actor = timezone.now(), actor_of(request)
        context = {
            "part_forms": shown,
            "account_address": reverse(self.address),
            "devices_count": list_devices(user_id=actor.user.pk, now=now).count(),
            "waiting_email": find_waiting_email(user_id=actor.user.pk),
            **self.context(request),
        }
        return render(request, self.template, context, status=status)

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """What the template needs beside the forms."""
        return {}

    def initial(self, request: HttpRequest, part: str) -> dict[str, Any]:
        """What the form of `part` shows before anything is typed."""
        user = actor_of(request).user
        return {"email": user.email, "phone": user.phone or ""} if part == "contact" else {}

    def save_contact(self, request: HttpRequest, given: dict[str, Any]) -> str:
        """Returns what the person is told."""
        change_contact(
            session=actor_of(request).session,
            password=given["password"],
            email=given["email"],
            phone=given["phone"],
            region=require_tenant().country,
            now=timezone.now(),
        )
        waiting = find_waiting_email(user_id=actor_of(request).user.pk)
        if waiting is not None and waiting.target == given["email"].strip().lower():
            return _("Saved. A code is on its way to %(email)s.") % {"email": waiting.target}
        return _("Saved.")

    def save_new_email(self, request: HttpRequest, given: dict[str, Any]) -> str:
        """`do`: again, drop, or else the code that came."""
        session, now = actor_of(request).session, timezone.now()
        if request.POST.get("do") == "drop":
            drop_new_email(session=session, now=now)
            return _("Your e-mail stays as it is.")
        if request.POST.get("do") == "again":
            email = ask_new_email_again(session=session, now=now)
            return _("Another code is on its way to %(email)s.") % {"email": email}
        try:
            confirm_new_email(session=session, code=given["code"], now=now)
        except (CodeWrong, CodeExpired) as refusal:
            raise Refusal(
                _("This code is not right, or it is older than half an hour."), field="code"
            ) from refusal
        return _("That is your e-mail now: you sign in by it from now on.")

    def save_password(self, request: HttpRequest, given: dict[str, Any]) -> str:
        change_password(session=actor_of(request).session, **given, now=timezone.now())
        return _("Your password is changed. Other devices are signed out.")


class TeacherAccount(AccountPage, TeacherPage):
    """The same for everybody who runs the school."""

    address = "teacher_account"
    template = "accounts/teacher/account.html"
    part_forms: ClassVar[Mapping[str, type[forms.Form]]] = {"about": NamesForm, **AccountPage.part_forms}

    def context(self, request: HttpRequest) -> dict[str, Any]:
        return {"nav": "account", "devices_address": reverse("teacher_devices")}

    def initial(self, request: HttpRequest, part: str) -> dict[str, Any]:
        user = actor_of(request).user
        if part == "about":
            return {"first_name": user.first_name, "last_name": user.last_name}
        return super().initial(request, part)

    def save_about(self, request: HttpRequest, given: dict[str, Any]) -> str:
        user = actor_of(request).user
        if given["avatar"]:
            change_avatar(user=user, picture=given["avatar"])
        change_names(user=user, first_name=given["first_name"], last_name=given["last_name"])
        return _("Saved.")
