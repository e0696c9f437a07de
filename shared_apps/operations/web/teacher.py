"""At the school: the operator's way in and out, and the owner's list of who came."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from shared_apps.accounts.web.forms import carry_session
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.operations.errors import VisitInvalid
from shared_apps.operations.selectors.visits import list_visits
from shared_apps.operations.services import end_visit, enter_visit, read_visit
from shared_apps.wire.cookies import delete_cookies
from shared_apps.wire.throttles import client_address
from tenants.context import require_tenant

PAGE_SIZE = 20


class VisitEnter(View):
    """Looking changes nothing; the button spends the word."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            visit = read_visit(word=token, now=timezone.now())
        except VisitInvalid as refusal:
            return _closed_door(request, refusal)
        context = {"token": token, "visit": visit, "address": request.get_host()}
        return _unseen(render(request, "operations/teacher/enter.html", context))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            tokens = enter_visit(
                word=token,
                now=timezone.now(),
                address=client_address(request),
                user_agent=request.META.get("HTTP_USER_AGENT", ""),
            )
        except VisitInvalid as refusal:
            return _closed_door(request, refusal)
        return carry_session(HttpResponseRedirect(reverse("teacher_home")), tokens)


class VisitEnd(TeacherPage):
    """The button of the ribbon. Somebody who is no visitor only goes home."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]  # set by the page middleware
        if not actor.is_visitor:
            return HttpResponseRedirect(reverse("teacher_home"))
        end_visit(session=actor.session, now=timezone.now())
        response = HttpResponseRedirect(reverse("teacher_sign_in"))
        delete_cookies(response)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class VisitsPage(TeacherPage):
    """Who from the platform looked at this school, when and why."""

    roles = frozenset({"owner"})

    def get(self, request: HttpRequest) -> HttpResponse:
        found = Paginator(list_visits(tenant_id=require_tenant().id), PAGE_SIZE)
        context = {"nav": "visits", "page": found.get_page(request.GET.get("page"))}
        return render(request, "operations/teacher/visits.html", context)


def _closed_door(request: HttpRequest, refusal: VisitInvalid) -> HttpResponse:
    return _unseen(render(request, "operations/teacher/enter.html", {"refused": str(refusal)}, status=410))


def _unseen(response: HttpResponse) -> HttpResponse:
    # The word stands in the address: it is told to no other page.
    response["Referrer-Policy"] = "same-origin"
    return response
