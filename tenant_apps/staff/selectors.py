"""Reads of the people who run the school."""

from __future__ import annotations

import uuid

from tenant_apps.staff.models import StaffMember


def find_active_member(*, user_id: uuid.UUID) -> StaffMember | None:
    """The person's row in the active school, unless they were put on leave."""
    return StaffMember.objects.filter(user_id=user_id, is_active=True).first()
