"""Who calls the API."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from shared_apps.accounts.models import Session, User
from shared_apps.accounts.services import find_session_of_token, note_who_acts
from tenants import context
from tenants.resolver import access_credential
from tenants.tokens import is_expired, peek_tenant


class CookieAuthentication(BaseAuthentication):
    """The access cookie of this school (or of the platform), looked up in one query.

    A wrong, expired or foreign token is the same as none: open paths stay open, closed ones answer
    401 with one body. `request.auth` is the session.
    """

    def authenticate(self, request: Request) -> tuple[User, Session] | None:
        raw = request.COOKIES.get(settings.ACCESS_COOKIE, "")
        if not raw:
            return None
        session = self.find_session(raw)
        return (session.user, session) if session else None

    def find_session(self, raw: str) -> Session | None:
        """The living session; not one through which an operator looks at pages as a school's owner."""
        session = find_session_of_token(raw=raw, tenant_id=self.place(raw), now=timezone.now())
        if session is None or session.visitor_id is not None:
            return None
        note_who_acts(session=session)
        return session

    def place(self, raw: str) -> uuid.UUID | None:
        """The school whose tokens count here."""
        return context.active_id()

    def authenticate_header(self, request: Request) -> str:
        # Without it the framework answers 403 where nobody is signed in.
        return 'Cookie realm="api"'


class AnySchoolAuthentication(CookieAuthentication):
    """Accepts the token of whatever school it was made for: only for joining another one."""

    def place(self, raw: str) -> uuid.UUID | None:
        return peek_tenant(raw)[1]


class TokenAuthentication(CookieAuthentication):
    """The access token from the `Authorization` header, or from the cookie (`edupro`).

    What is wrong with a token that was sent is left on the request for whoever has to say it:
    `token_problem` is `expired` or `invalid`.
    """

    def authenticate(self, request: Request) -> tuple[User, Session] | None:
        raw = access_credential(request._request)
        if not raw:
            return None
        session = self.find_session(raw)
        if session is None:
            request._request.token_problem = "expired" if is_expired(raw) else "invalid"
            return None
        return session.user, session

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class AnySchoolTokenAuthentication(TokenAuthentication):
    """Accepts the token of whatever school it was made for: only for joining another one."""

    def place(self, raw: str) -> uuid.UUID | None:
        return peek_tenant(raw)[1]
