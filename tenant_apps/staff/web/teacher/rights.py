"""What the owner's pages about the team share: the words of roles and areas, and the form for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import NotFound
from tenant_apps.staff.models import StaffMember
from tenant_apps.staff.rules import SCOPES

SCOPE_WORDS = {
    "content": (gettext_lazy("Courses"), gettext_lazy("See courses, lessons and drafts")),
    "students": (gettext_lazy("Students"), gettext_lazy("See students, their phones and progress")),
    "codes": (gettext_lazy("Codes"), gettext_lazy("See access codes, unused ones too")),
    "discounts": (gettext_lazy("Discounts"), gettext_lazy("See discount coupons")),
    "grading": (gettext_lazy("Exams"), gettext_lazy("See exams and grade answers")),
}
ROLE_WORDS = {
    "owner": gettext_lazy("Owner"),
    "instructor": gettext_lazy("Instructor"),
    "assistant": gettext_lazy("Assistant"),
}


class RightsForm(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        choices=[
            ("assistant", gettext_lazy("Assistant: looks, and grades if you like")),
            ("instructor", gettext_lazy("Instructor: makes courses, codes and exams")),
        ],
        widget=forms.RadioSelect,
        initial="assistant",
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What an assistant may do"),
        choices=[(scope, SCOPE_WORDS[scope][1]) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        initial=list(SCOPES),
    )


class OwnerPage(TeacherPage):
    """For the owner. Who is not there (any more) answers 404."""

    roles = frozenset({"owner"})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


def form_page(
    request: HttpRequest, form: forms.Form, *, member: StaffMember | None = None, status: int = 200
) -> HttpResponse:
    chosen = form["scopes"].value() or []
    context = {
        "nav": "team",
        "form": form,
        "member": member,
        "scopes": [(scope, *SCOPE_WORDS[scope], scope in chosen) for scope in SCOPES],
    }
    template = "staff/teacher/member.html" if member else "staff/teacher/invite.html"
    return render(request, template, context, status=status)
