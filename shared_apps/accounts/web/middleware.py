"""Pages know who reads them, and keep them signed in without a script."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from shared_apps.accounts.errors import RefreshInvalid, SessionKindWrong
from shared_apps.accounts.models import Session
from shared_apps.accounts.services import Tokens, find_session_of_token, note_who_acts, rotate_session
from shared_apps.accounts.web.actors import Actor
from shared_apps.kernel.acts import acting_as
from shared_apps.wire.cookies import set_access_cookie, set_refresh_cookie
from shared_apps.wire.origin import SAFE_METHODS
from tenants.hosts import HostKind

WITHOUT_ACTOR = ("/api/", "/lms/", "/academy/", "/static/", "/media/", "/files/", "/health", "/ready")
KINDS = {
    HostKind.SCHOOL: (Session.Kind.STUDENT, Session.Kind.STAFF),
    HostKind.PLATFORM: (Session.Kind.OPERATOR,),
}

OPEN_TO_VISITORS = frozenset(
    {"visit_enter", "visit_end", "sign_out", "set_language", "set_theme", "set_digits"}
)
"""The only forms that may be sent while an operator looks at a school."""
HIDDEN_FROM_VISITORS = frozenset(
    {
        "teacher_codes",
        "teacher_batch",
        "teacher_sheet",
        "teacher_batch_export",
        "teacher_export_file",
        "teacher_revenue_export",
    }
)
"""Access codes are money, whoever reads them; so is what a school takes away, which holds them."""


class PageSessionMiddleware:
    """Sets `request.actor` (None for nobody) on everything that is a page.

    When the access token is over and the refresh token is good, it rotates here and the answer
    carries both cookies. On the platform's host a token of a school does not count.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting_as(None):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        request.actor = None
        if request.path_info.startswith(WITHOUT_ACTOR) or request.host_kind not in KINDS:
            return self.get_response(request)
        session = _session_of(request)
        tokens = None if session else _rotated(request)
        session = session or (tokens.session if tokens else None)
        request.actor = Actor(session.user, session, session.kind) if session else None
        if session:
            note_who_acts(session=session)
        if request.actor and request.actor.is_operator:
            request.user = request.actor.user  # what Django's tables of rows ask
        response = self.get_response(request)
        # A page that signs in or out has set its own cookies, which count.
        if tokens and settings.REFRESH_COOKIE not in response.cookies:
            set_access_cookie(response, tokens.access)
            set_refresh_cookie(response, tokens.refresh)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """An operator who looks at a school as its owner changes nothing and sees no code worth money."""
        actor = getattr(request, "actor", None)
        if actor is None or not actor.is_visitor or _is_open_to_visitors(request):
            return None
        return render(request, "accounts/visit_refused.html", status=403)


def _is_open_to_visitors(request: HttpRequest) -> bool:
    name = request.resolver_match.url_name if request.resolver_match else ""
    if request.method in SAFE_METHODS:
        return name not in HIDDEN_FROM_VISITORS
    return name in OPEN_TO_VISITORS


def _session_of(request: HttpRequest) -> Session | None:
    raw = request.COOKIES.get(settings.ACCESS_COOKIE, "")
    session = find_session_of_token(raw=raw, tenant_id=_place(request), now=timezone.now()) if raw else None
    return session if session and session.kind in KINDS[request.host_kind] else None


def _rotated(request: HttpRequest) -> Tokens | None:
    raw = request.COOKIES.get(settings.REFRESH_COOKIE, "")
    if not raw:
        return None
    try:
        return rotate_session(
            raw=raw, tenant_id=_place(request), kinds=KINDS[request.host_kind], now=timezone.now()
        )
    except (RefreshInvalid, SessionKindWrong):
        return None


def _place(request: HttpRequest) -> uuid.UUID | None:
    return request.school.id if request.host_kind is HostKind.SCHOOL and request.school else None
