"""Opening a school, on the platform's host."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View

from branding.rules import READY_THEMES
from shared_apps.teachers.web.addresses import AddressAnswer, check_address
from shared_apps.teachers.web.forms import OpenSchoolForm


class TeacherSignUp(View):
    """One page: who, where, how it looks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request, OpenSchoolForm())


class CheckAddress(View):
    """The live answer beside the address field; it promises nothing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("username", "").strip()[:60]
        answer = check_address(wanted=wanted, hints=[], now=timezone.now()) if wanted else None
        return render(request, "teachers/platform/address_state.html", _answer_context(answer))


def _page(
    request: HttpRequest, form: OpenSchoolForm, *, answer: AddressAnswer | None = None, status: int = 200
) -> HttpResponse:
    context = _answer_context(answer) | {
        "form": form,
        "looks": READY_THEMES,
        "address_input": _address_input(form),
        "platform_domain": settings.PLATFORM_DOMAIN,
        "sample_name": _("Your name"),
    }
    return render(request, "teachers/platform/start.html", context, status=status)


def _answer_context(answer: AddressAnswer | None) -> dict[str, Any]:
    if answer is None:
        return {"answer": None}
    return {"answer": answer, "answer_address": f"{answer.username}.{settings.PLATFORM_DOMAIN}"}


def _address_input(form: OpenSchoolForm) -> SafeString:


    attrs = {
        "class": "input",
        "dir": "ltr",
        "aria-describedby": "id_username_helptext address-state",
        "hx-get": reverse("check_address"),
        "hx-trigger": "input changed delay:400ms",
        "hx-target": "#address-state",
        "hx-swap": "outerHTML",
    }
    if form["username"].errors:
        attrs["aria-invalid"] = "true"
    return form["username"].as_widget(attrs=attrs)
