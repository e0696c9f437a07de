"""Who may do what with assessments through the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request

from tenant_apps.assessments.rules.kinds import EDITORS, GRADERS
from tenant_apps.staff.api.permissions import IsTeacher, ManagesSchool

if TYPE_CHECKING:
    from rest_framework.views import APIView


class GradesAttempts(ManagesSchool):
    """Staff whose role may read attempts and give points."""

    roles = GRADERS
    scope = "grading"


class WritesAssessments(ManagesSchool):
    """Staff whose role may write assessments, release results and grade anew."""

    roles = EDITORS


class KeepsAssessments(IsTeacher):
    """Reading for who grades, writing for who writes."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        right = GradesAttempts() if request.method in SAFE_METHODS else WritesAssessments()
        is_allowed = right.has_permission(request, view)
        self.message = right.message
        return is_allowed
