"""What students keep about themselves at this school."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.web.account import (
    AccountPage,
    ContactForm,
    NewEmailForm,
    PasswordForm,
    actor_of,
)
from shared_apps.accounts.web.forms import picture_field, text_field
from shared_apps.accounts.web.pages import StudentPage
from shared_apps.kernel.phones import normalise_phone
from tenant_apps.students.models import Student
from tenant_apps.students.services import update_profile
from tenant_apps.students.services.profiles import set_guardian
from tenants.context import require_tenant

TEXTS = ("first_name", "last_name", "grade_level", "school_name", "city", "bio")


def _line(label: Any, *, limit: int) -> forms.CharField:
    return forms.CharField(label=label, max_length=limit, required=False)


class AboutForm(forms.Form):
    first_name = text_field(gettext_lazy("First name"), autocomplete="given-name")
    last_name = text_field(gettext_lazy("Last name"), autocomplete="family-name", required=False)
    grade_level = _line(gettext_lazy("Grade"), limit=60)
    school_name = _line(gettext_lazy("School"), limit=160)
    city = _line(gettext_lazy("City"), limit=80)
    bio = forms.CharField(
        label=gettext_lazy("About you"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    profile_picture = picture_field(gettext_lazy("Your picture"))


class StudentContactForm(ContactForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("With it you get a new password by yourself when you forget yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    parent_phone = forms.CharField(
        label=gettext_lazy("Parent's phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )


class StudentProfilePage(AccountPage, StudentPage):
    """The names here are what this school calls the student; e-mail, phone and password are the person's."""

    address = "student_profile"
    template = "students/student/profile.html"
    part_forms: ClassVar[Mapping[str, type[forms.Form]]] = {
        "about": AboutForm,
        "contact": StudentContactForm,
        "new_email": NewEmailForm,
        "password": PasswordForm,
    }

    def context(self, request: HttpRequest) -> dict[str, Any]:
        student = _student(request)
        return {
            "nav": "profile",
            "student": student,
            "picture_url": student.profile_picture.url if student.profile_picture else "",
            "devices_address": reverse("student_devices"),
        }

    def initial(self, request: HttpRequest, part: str) -> dict[str, Any]:
        student = _student(request)
        if part == "about":
            return {name: getattr(student, name) for name in TEXTS}
        return super().initial(request, part) | {"parent_phone": student.parent_phone}

    def save_about(self, request: HttpRequest, given: dict[str, Any]) -> str:
        """Returns what the person is told."""
        changes: dict[str, Any] = {name: given[name] for name in TEXTS}
        changes["full_name"] = f"{given['first_name']} {given['last_name']}".strip()
        if given["profile_picture"]:
            changes["profile_picture"] = given["profile_picture"]
        update_profile(student=_student(request), changes=changes)
        return _("Saved.")

    def save_contact(self, request: HttpRequest, given: dict[str, Any]) -> str:
        guardian = normalise_phone(
            given.pop("parent_phone"), region=require_tenant().country, field="parent_phone"
        )
        told = super().save_contact(request, given)
        set_guardian(student=_student(request), phone=guardian)
        return told


def _student(request: HttpRequest) -> Student:
    student: Student = actor_of(request).student
    return student
