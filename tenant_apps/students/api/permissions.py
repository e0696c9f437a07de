"""Students of the school of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from shared_apps.accounts.models import Session
from tenant_apps.students.selectors import find_active_student
from tenants.context import active

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IsStudent(BasePermission):
    """Signed in as an unblocked student of this school; sets `request.student`."""

    message = "You are not a Student."

    def has_permission(self, request: Request, view: APIView) -> bool:
        session = request.auth
        if not isinstance(session, Session) or session.kind != Session.Kind.STUDENT or active() is None:
            return False
        request.student = find_active_student(user_id=session.user_id)
        return request.student is not None
