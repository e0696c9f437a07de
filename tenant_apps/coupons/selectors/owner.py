"""Whose codes these are, for contracts that name the teacher in every row."""

from __future__ import annotations

from shared_apps.teachers.models import TeacherProfile
from tenants.context import require_tenant


def teacher_number() -> int:
    """The number of the active school's teacher profile."""
    return TeacherProfile.objects.values_list("number", flat=True).get(tenant_id=require_tenant().id)
