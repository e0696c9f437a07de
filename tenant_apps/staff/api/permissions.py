"""Staff of the school of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from shared_apps.accounts.models import Session
from tenant_apps.staff.selectors import find_member
from tenants.context import active

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IsTeacher(BasePermission):
    """Signed in as staff of this school; sets `request.staff_member`."""

    message = "You are not a Teacher."

    def has_permission(self, request: Request, view: APIView) -> bool:
        session = request.auth
        if not isinstance(session, Session) or session.kind != Session.Kind.STAFF or active() is None:
            return False
        request.staff_member = find_member(user_id=session.user_id)
        return request.staff_member is not None
