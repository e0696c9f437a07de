"""The students' door: a new account, or the one they have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views import View

from shared_apps.accounts.errors import DetailsTaken
from shared_apps.accounts.services import Tokens
from shared_apps.accounts.web.forms import (
    SignInForm,
    carry_session,
    new_password_field,
    safe_next,
    show_refusal,
    status_of,
)
from shared_apps.kernel.errors import Refusal
from shared_apps.kernel.phones import PhoneInvalid, normalise_phone
from shared_apps.teachers.selectors import list_sign_up_questions
from shared_apps.wire.throttles import client_address
from tenant_apps.students.errors import NotAStudentHere
from tenant_apps.students.selectors import find_active_student
from tenant_apps.students.services import sign_in_student, update_profile
from tenant_apps.students.services.door import NewStudent, join_and_sign_in, open_account
from tenant_apps.students.web.arrivals import arrive_at
from tenants.context import require_tenant


def _line(label: Any, *, limit: int = 80, required: bool = True, **attrs: str) -> forms.CharField:
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=limit, required=required, widget=widget)


def _is_number_here(typed: str) -> None:
    """Raises `ValidationError` for what this school cannot read as a phone number.

    The service refuses it too, but one field at a time: a form says at once all that is wrong with it.
    """
    try:
        normalise_phone(typed, region=require_tenant().country)
    except PhoneInvalid as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


def _number(label: Any, *, autocomplete: str) -> forms.CharField:
    field = _line(label, limit=30, autocomplete=autocomplete, inputmode="tel")
    field.validators.append(_is_number_here)
    return field


QUESTIONS = {"grade_level": (_("Grade"), 60), "school_name": (_("Your school"), 160), "city": (_("City"), 80)}
"""What a school may ask beside: label and length, in the order of the form."""


class SignUpForm(forms.Form):
    """What every school needs to know of a student, and what this one asks beside (`asks`)."""

    full_name = _line(_("Your name"), limit=160, autocomplete="name")
    phone = _number(_("Phone"), autocomplete="tel")
    parent_phone = _number(_("Parent's phone"), autocomplete="off")
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("With it you get a new password by yourself when you forget yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = new_password_field()

    def __init__(self, *args: Any, asks: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [name for name in QUESTIONS if name in asks]
        for name in self.asked:
            label, limit = QUESTIONS[name]
            self.fields[name] = _line(label, limit=limit, required=False)
        self.fields["password"].label = _("Password")
        self.fields["full_name"].help_text = _("First and last name, as your teacher knows you.")

    def person(self) -> dict[str, str]:
        """What was typed, the name in two parts: the first word, and all the others."""
        given = {name: text for name, text in self.cleaned_data.items() if name not in self.asked}
        first, _gap, rest = " ".join(given.pop("full_name").split()).partition(" ")
        return {**given, "first_name": first[:80], "last_name": rest[:80]}

    def questions(self) -> list[forms.BoundField]:
        """The fields that this school asks beside."""
        return [self[name] for name in self.asked]

    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.asked if self.cleaned_data[name]}


class StudentSignUp(View):
    """A new account at this school."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if _is_student(request):
            return HttpResponseRedirect(_target(request))
        return self._page(request, SignUpForm(asks=_asks()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignUpForm(request.POST, asks=_asks())
        if not form.is_valid():
            return self._page(request, form)
        try:
            tokens = open_account(
                person=NewStudent(**form.person(), language=get_language() or ""),
                now=timezone.now(),
                address=client_address(request),
                user_agent=_agent(request),
            )
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            known = isinstance(refusal, DetailsTaken)
            return self._page(request, form, known=known, status=status_of(refusal))
        _keep_answers(tokens, form.answers())
        return _arrive(request, tokens)

    def _page(
        self, request: HttpRequest, form: forms.Form, *, known: bool = False, status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "known": known, **_way(request)}
        return render(request, "students/visitor/sign_up.html", context, status=status)


class StudentSignIn(View):
    """One field for phone, e-mail or username, and the password."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if _is_student(request):
            return HttpResponseRedirect(_target(request))
        return self._page(request, SignInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SignInForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        enter = join_and_sign_in if request.POST.get("join") == "1" else sign_in_student
        try:
            tokens = enter(
                login=form.cleaned_data["identifier"],
                password=form.cleaned_data["password"],
                now=timezone.now(),
                address=client_address(request),
                user_agent=_agent(request),
            )
        except NotAStudentHere:
            return self._page(request, form, may_join=True)
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        return _enter(request, tokens)

    def _page(
        self, request: HttpRequest, form: forms.Form, *, may_join: bool = False, status: int = 200
    ) -> HttpResponse:
        context = {"form": form, "may_join": may_join, **_way(request)}
        return render(request, "students/visitor/sign_in.html", context, status=status)


def _is_student(request: HttpRequest) -> bool:
    """Whoever is in already needs neither door: the arrow back from the first page leads on again."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.kind == "student"


def _asks() -> list[str]:
    return list_sign_up_questions(tenant_id=require_tenant().id)


def _keep_answers(tokens: Tokens, answers: dict[str, str]) -> None:
    student = find_active_student(user_id=tokens.session.user_id) if answers else None
    if student is not None:
        update_profile(student=student, changes=answers)


def _enter(request: HttpRequest, tokens: Tokens) -> HttpResponse:
    return carry_session(HttpResponseRedirect(_target(request)), tokens)


def _arrive(request: HttpRequest, tokens: Tokens) -> HttpResponse:
    """A new student goes on to what they came for, which may be done already."""
    target = _target(request)
    student = find_active_student(user_id=tokens.session.user_id)
    led = arrive_at(student=student, path=target) if student is not None else target
    return carry_session(HttpResponseRedirect(led), tokens)


def _target(request: HttpRequest) -> str:
    return safe_next(request, fallback="") or reverse("today")


def _way(request: HttpRequest) -> dict[str, Any]:
    target = safe_next(request, fallback="")
    return {
        "next": target,
        "next_query": urlencode({"next": target}) if target else "",
        "brings_code": target.startswith(reverse("redeem")),
    }


def _agent(request: HttpRequest) -> str:
    return request.META.get("HTTP_USER_AGENT", "")[:300]
