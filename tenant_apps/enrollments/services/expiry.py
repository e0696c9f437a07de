"""Access that has ended is also marked so, for lists and counts. Access itself never waits for this."""

from __future__ import annotations

from datetime import datetime

from tenant_apps.enrollments.models import Enrollment


def expire_enrollments(*, now: datetime) -> int:
    """Mark the school's active enrolments whose time is over; returns how many."""
    return Enrollment.objects.filter(status=Enrollment.Status.ACTIVE, ends_at__lte=now).update(
        status=Enrollment.Status.EXPIRED, updated_at=now
    )
