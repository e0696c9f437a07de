"""Reads of the school's staff."""

from __future__ import annotations

import uuid

from tenant_apps.staff.models import StaffMember


def find_member(*, user_id: uuid.UUID) -> StaffMember | None:
    """The active staff member of this school with this identity."""
    return StaffMember.objects.filter(user_id=user_id, is_active=True).first()
