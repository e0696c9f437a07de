"""Counts for people who do not have the course yet."""

from __future__ import annotations

import uuid

from django.db.models import Q

from tenant_apps.assessments.models import Assessment


def count_published(*, course_id: uuid.UUID) -> int:
    """How many quizzes, assignments and exams come with the course."""
    shown = Assessment.objects.filter(
        Q(module=None) | Q(module__is_published=True),
        Q(lesson=None) | Q(lesson__is_published=True),
        course_id=course_id,
        is_published=True,
    )
    return shown.count()
