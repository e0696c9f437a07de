"""What students keep about themselves at this school."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.services import change_password
from shared_apps.accounts.web.forms import new_password_field, show_refusal, status_of
from shared_apps.accounts.web.pages import StudentPage
from shared_apps.kernel.errors import Refusal
from tenant_apps.students.models import Student
from tenant_apps.students.services import update_profile

TEXTS = ("full_name", "city", "bio")


class AboutForm(forms.Form):
    full_name = forms.CharField(
        label=gettext_lazy("Name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    bio = forms.CharField(
        label=gettext_lazy("About you"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    profile_picture = forms.FileField(
        label=gettext_lazy("Your picture"),
        required=False,
        help_text=gettext_lazy("JPG or PNG, up to 2 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )


class PasswordForm(forms.Form):
    old_password = forms.CharField(
        label=gettext_lazy("Old password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new_password = new_password_field()


class StudentProfilePage(StudentPage):
    """Two forms on one page; `part` says which was sent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("part") == "password":
            return self._change_password(request)
        student = _student(request)
        form = AboutForm(request.POST, request.FILES)
        if not form.is_valid():
            return _page(request, about=form)
        try:
            update_profile(student=student, changes=_changes(form))
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, about=form, status=status_of(refusal))
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("student_profile"))

    def _change_password(self, request: HttpRequest) -> HttpResponse:
        form = PasswordForm(request.POST)
        if not form.is_valid():
            return _page(request, password=form)
        session = request.actor.session  # type: ignore[attr-defined]  # set by the page middleware
        try:
            change_password(session=session, **form.cleaned_data, now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, password=form, status=status_of(refusal))
        messages.success(request, _("Your password is changed. Other devices are signed out."))
        return HttpResponseRedirect(reverse("student_profile"))


def _student(request: HttpRequest) -> Student:
    student: Student = request.actor.student  # type: ignore[attr-defined]  # set by the page middleware
    return student


def _page(
    request: HttpRequest,
    *,
    about: AboutForm | None = None,
    password: PasswordForm | None = None,
    status: int = 200,
) -> HttpResponse:
    student = _student(request)
    context = {
        "nav": "profile",
        "student": student,
        "picture_url": student.profile_picture.url if student.profile_picture else "",
        "form": about or AboutForm(initial={name: getattr(student, name) for name in TEXTS}),
        "password_form": password or PasswordForm(),
    }
    return render(request, "students/student/profile.html", context, status=status)


def _changes(form: AboutForm) -> dict[str, Any]:
    given = form.cleaned_data
    changes: dict[str, Any] = {name: given[name] for name in TEXTS}
    if given["profile_picture"]:
        changes["profile_picture"] = given["profile_picture"]
    return changes
