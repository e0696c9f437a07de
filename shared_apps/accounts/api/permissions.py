"""Who may call what, as far as the identity tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from shared_apps.accounts.models import Session

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IsSignedIn(BasePermission):
    """Any live session at the place of the request."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return isinstance(request.auth, Session)


class IsPlatformAdmin(BasePermission):
    """A platform administrator, signed in at the platform."""

    message = "You do not have permission to perform this action."

    def has_permission(self, request: Request, view: APIView) -> bool:
        session = request.auth
        return (
            isinstance(session, Session)
            and session.kind == Session.Kind.OPERATOR
            and session.tenant_id is None
            and session.user.is_staff
        )
