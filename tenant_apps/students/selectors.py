"""Reads of the school's students."""

from __future__ import annotations

import uuid

from tenant_apps.students.models import Student


def find_active_student(*, user_id: uuid.UUID) -> Student | None:
    """The person as a student of the active school, unless blocked."""
    return Student.objects.filter(user_id=user_id, is_active=True).first()
