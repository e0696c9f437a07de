"""What must be completed before a course."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from tenant_apps.courses.models import Course


def list_prerequisites(*, course_id: uuid.UUID) -> QuerySet[Course]:
    """The courses that must be completed before this one, by title."""
    return Course.objects.filter(leads_to__course_id=course_id).order_by("title", "id")
