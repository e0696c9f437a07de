"""Who calls the API: the session that the access cookie names, at the school of the request."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from shared_apps.accounts.models import Session, User
from shared_apps.accounts.selectors import find_live_session
from tenants.context import active_id
from tenants.tokens import TokenInvalid, read_token


class CookieAuthentication(BaseAuthentication):
    """`request.user` and `request.auth` (the session).

    A token that is wrong, expired or another school's counts as none at all: open endpoints
    answer as to anybody, closed ones with the same 401 as to anybody.
    """

    def authenticate(self, request: Request) -> tuple[User, Session] | None:
        raw = request.COOKIES.get(settings.ACCESS_COOKIE, "")
        if not raw:
            return None
        try:
            claims = read_token(raw, use="access", tenant_id=active_id())
        except TokenInvalid:
            return None
        session = find_live_session(claims=claims, now=timezone.now())
        return (session.user, session) if session else None

    def authenticate_header(self, request: Request) -> str:
        # Without it the framework would answer 403 to a caller who is not signed in.
        return 'Cookie realm="api"'
