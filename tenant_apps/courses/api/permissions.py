"""Who may change courses through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tenant_apps.courses.rules import may_edit_courses
from tenant_apps.staff.api.permissions import IsTeacher

if TYPE_CHECKING:
    from rest_framework.views import APIView


class EditsCourses(IsTeacher):
    """The same people; others are told which of the two they are not: staff, or of a role that may."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        self.message = IsTeacher.message
        if not super().has_permission(request, view):
            return False
        self.message = "You do not have permission to perform this action."
        return may_edit_courses(role=request.staff_member.role)


class IsCourseOwner(BasePermission):
    """Staff whose role may change courses; sets `request.staff_member`. Others get the common words."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        is_staff = IsTeacher().has_permission(request, view)
        return is_staff and may_edit_courses(role=request.staff_member.role)
