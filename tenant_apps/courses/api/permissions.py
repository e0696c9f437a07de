"""Anybody of the school, whichever side they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.students.api.permissions import IsStudent

if TYPE_CHECKING:
    from rest_framework.views import APIView


class IsMember(BasePermission):
    """Staff or student of this school; sets `request.staff_member` and `request.student`, one of them None."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        request.staff_member = request.student = None
        return IsTeacher().has_permission(request, view) or IsStudent().has_permission(request, view)
