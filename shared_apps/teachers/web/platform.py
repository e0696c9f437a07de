"""Opening a school, on the platform's host."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View

from branding.rules import READY_THEMES
from shared_apps.accounts.errors import DetailsTaken
from shared_apps.accounts.services.hand_over import issue_hand_over
from shared_apps.accounts.web.forms import allow_school_hosts, school_address, show_refusal, status_of
from shared_apps.accounts.web.platform import remember_school
from shared_apps.kernel.errors import Refusal
from shared_apps.teachers.services import open_school
from shared_apps.teachers.web.addresses import AddressAnswer, check_address
from shared_apps.teachers.web.forms import OpenSchoolForm
from shared_apps.wire.throttles import client_address
from tenants.names import UsernameTaken
from tenants.resolver import SCHOOL_URLS


class TeacherSignUp(View):
    """One page: who, where, how it looks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _page(request, OpenSchoolForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.POST.get("use_address"):
            return self._with_offer(request)
        form, now = OpenSchoolForm(request.POST, request.FILES), timezone.now()
        if not form.is_valid():
            return _page(request, form)
        try:
            profile = open_school(**form.school(), now=now, address=client_address(request))
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _page(request, form, answer=_offers(form, refusal), status=status_of(refusal))
        username = str(profile.tenant.username)
        token = issue_hand_over(user_id=profile.user_id, tenant_id=profile.tenant_id, now=now)
        path = reverse("teacher_enter", args=[token], urlconf=SCHOOL_URLS)
        response = HttpResponseRedirect(school_address(request, username=username, path=path))
        return remember_school(request, response, username=username)

    def _with_offer(self, request: HttpRequest) -> HttpResponse:
        """Without script an offered address arrives as a press: nothing else is judged yet."""
        typed = {name: str(value) for name, value in request.POST.items()}
        typed["username"] = typed["use_address"][:60]
        answer = check_address(wanted=typed["username"], hints=[], now=timezone.now())
        form = OpenSchoolForm(initial={name: typed.get(name, "") for name in OpenSchoolForm.base_fields})
        return _page(request, form, answer=answer)


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
    response = render(request, "teachers/platform/start.html", context, status=status)
    return allow_school_hosts(request, response)


def _offers(form: OpenSchoolForm, refusal: Refusal) -> AddressAnswer | None:
    """Other addresses, when the wanted one was why the school could not open."""
    taken = refusal.fields if isinstance(refusal, DetailsTaken) else (refusal.field,)
    if "username" not in taken:
        return None
    given = {name: form.data.get(name, "") for name in ("username", "email", "first_name", "last_name")}
    hints = [given["email"], f"{given['first_name']} {given['last_name']}"]
    answer = check_address(wanted=given["username"], hints=hints, now=timezone.now())
    # Between the two looks the name may have become free again; the refusal stands all the same.
    reason = answer.refusal or UsernameTaken()
    return AddressAnswer(username=answer.username, refusal=reason, offers=answer.offers)


def _answer_context(answer: AddressAnswer | None) -> dict[str, Any]:
    if answer is None:
        return {"answer": None}
    return {"answer": answer, "answer_address": f"{answer.username}.{settings.PLATFORM_DOMAIN}"}


def _address_input(form: OpenSchoolForm) -> SafeString:

    attrs: dict[str, str | bool] = {
        "class": "input",
        "dir": "ltr",
        "aria-describedby": "id_username_helptext address-state",
        "hx-get": reverse("check_address"),
        "hx-trigger": "input changed delay:400ms",
        "hx-target": "#address-state",
        "hx-swap": "innerHTML",
    }
    if form["username"].errors:
        attrs["aria-invalid"] = "true"
    return form["username"].as_widget(attrs=attrs)
