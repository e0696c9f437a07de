"""Who may ask to get in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from shared_apps.accounts.models import Session
from tenant_apps.enrollments.errors import NotAStudentHere
from tenant_apps.staff.api.permissions import ManagesStudents
from tenant_apps.students.api.permissions import IsStudent
from tenant_apps.students.selectors import find_student_of_user
from tenants.context import active

if TYPE_CHECKING:
    from rest_framework.views import APIView


class MayEnroll(BasePermission):
    """Signed in as a student; sets `request.student`, also a blocked one.

    The document answers "You are not a student of this teacher." with 400 here, not with 403.
    """

    message = "You are not a Student."

    def has_permission(self, request: Request, view: APIView) -> bool:
        session = request.auth
        if not isinstance(session, Session) or session.kind != Session.Kind.STUDENT or active() is None:
            return False
        request.student = find_student_of_user(user_id=session.user_id)
        if request.student is None:
            raise NotAStudentHere()
        return True


class MayRemovePlaces(BasePermission):
    """A student, for their own place, or staff who manage students; sets `request.student` or None."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        return IsStudent().has_permission(request, view) or ManagesStudents().has_permission(request, view)
