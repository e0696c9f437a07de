"""A student written down at the desk: name and phone are enough; the password is told once."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.errors import DetailsTaken
from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import Refusal
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.services import grant_course
from tenant_apps.enrollments.web.teacher.refusals import told
from tenant_apps.enrollments.web.teacher.rights import ManagerPage, as_id
from tenant_apps.students.models import Student
from tenant_apps.students.services.desk import DeskAccount, add_student


class DeskForm(forms.Form):
    full_name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    parent_phone = forms.CharField(
        label=gettext_lazy("Guardian's phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    course = forms.ChoiceField(label=gettext_lazy("Open a course at once"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's usual ones
        published = Course.objects.filter(state=Course.State.PUBLISHED).order_by("-created_at")
        courses = published.values_list("id", "title")[:500]
        self.fields["course"].choices = [("", _("No course yet")), *courses]  # type: ignore[attr-defined]  # a choice field


class StudentNew(ManagerPage):
    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, DeskForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DeskForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        person = {name: form.cleaned_data[name] for name in ("full_name", "phone", "parent_phone", "email")}
        try:
            account = add_student(**person, now=timezone.now())
        except DetailsTaken as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, is_known=True)
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return self._page(request, form, status=status_of(refusal))
        return _told(request, account, _open_course(account.student, as_id(form.cleaned_data["course"])))

    def _page(
        self, request: HttpRequest, form: DeskForm, *, is_known: bool = False, status: int = 200
    ) -> HttpResponse:
        context = {"nav": "students", "form": form, "is_known": is_known, "sign_up": _sign_up(request)}
        return render(request, "enrollments/teacher/student_new.html", context, status=status)


def _open_course(student: Student, course_id: uuid.UUID | None) -> str:
    """Open the course if one was asked for; returns why it could not be, or nothing."""
    if course_id is None:
        return ""
    try:
        grant_course(student=student, course_id=course_id, now=timezone.now())
    except Refusal as refusal:
        return told(refusal)
    return ""


def _told(request: HttpRequest, account: DeskAccount, trouble: str) -> HttpResponse:
    """The only page that ever shows the password: it is kept nowhere."""
    address = f"{request.scheme}://{request.get_host()}{reverse('student_sign_in')}"
    text = _("Sign in at %(address)s with %(login)s and the password %(password)s") % {
        "address": address,
        "login": account.login,
        "password": account.password,
    }
    digits = account.login.lstrip("+")
    context = {
        "nav": "students",
        "account": account,
        "address": address,
        "message": text,
        "whatsapp": f"https://wa.me/{digits}?text={quote(text)}",
        "trouble": trouble,
    }
    response = render(request, "enrollments/teacher/student_added.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _sign_up(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}{reverse('student_sign_up')}"
