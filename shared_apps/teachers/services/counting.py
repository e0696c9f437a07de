"""Counts that a school's public face shows. The caller holds the transaction that changes them."""

from __future__ import annotations

import uuid

from django.db.models import F
from django.db.models.functions import Greatest

from shared_apps.teachers.models import TeacherProfile


def count_students(*, tenant_id: uuid.UUID, change: int) -> None:
    """Let the school count `change` students more (or, below zero, less)."""
    _count(tenant_id, "students_count", change)


def count_courses(*, tenant_id: uuid.UUID, change: int) -> None:
    """Let the school count `change` published courses more (or, below zero, less)."""
    _count(tenant_id, "courses_count", change)


def _count(tenant_id: uuid.UUID, column: str, change: int) -> None:
    if change:
        # One statement: parallel sign-ups each add theirs.
        counted = Greatest(F(column) + change, 0)
        TeacherProfile.objects.filter(tenant_id=tenant_id).update(**{column: counted})
