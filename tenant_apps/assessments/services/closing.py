"""Attempts whose time is over: closed by the job, and by whoever looks at them first."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.rules.clock import GRACE
from tenant_apps.assessments.selectors import OwnAttempt, find_own_attempt, list_attempts_of_student
from tenant_apps.assessments.services.settling import close_overdue_attempt
from tenant_apps.students.models import Student


def close_overdue(*, now: datetime, limit: int = 500) -> int:
    """Close up to `limit` of the school's attempts whose time and grace are over; returns how many.

    Each in a transaction of its own; one that somebody writes to at this moment is left to them.
    """
    rows = Attempt.objects.filter(state=Attempt.State.OPEN, expires_at__lt=now - GRACE)
    ids = list(rows.order_by("expires_at").values_list("id", flat=True)[:limit])
    return sum(_close(attempt_id, now, skip_locked=True) for attempt_id in ids)


def close_own_overdue(*, student: Student, now: datetime, assessment_id: uuid.UUID | None = None) -> int:
    """Close the student's attempts whose time and grace are over; returns how many."""
    rows = Attempt.objects.filter(student=student, state=Attempt.State.OPEN, expires_at__lt=now - GRACE)
    if assessment_id is not None:
        rows = rows.filter(assessment_id=assessment_id)
    return sum(_close(attempt_id, now) for attempt_id in rows.values_list("id", flat=True))


def attempt_of_student(*, student: Student, attempt_id: uuid.UUID, now: datetime) -> Attempt:
    """The student's attempt with its assessment, closed if its time is over. Raises `AttemptUnknown`."""
    attempt = find_own_attempt(student=student, attempt_id=attempt_id)
    if not attempt.is_overdue(now):
        return attempt
    _close(attempt.id, now)
    return find_own_attempt(student=student, attempt_id=attempt_id)


def attempts_of_student(
    *, student: Student, now: datetime, assessment_id: uuid.UUID | None = None
) -> list[OwnAttempt]:
    """The student's attempts (at one assessment), newest first, those closed whose time is over."""
    close_own_overdue(student=student, now=now, assessment_id=assessment_id)
    return list_attempts_of_student(student=student, now=now, assessment_id=assessment_id)


@transaction.atomic
def _close(attempt_id: uuid.UUID, now: datetime, *, skip_locked: bool = False) -> bool:
    rows = Attempt.objects.select_for_update(no_key=True, of=("self",), skip_locked=skip_locked)
    attempt = rows.filter(pk=attempt_id).first()
    if attempt is None or not attempt.is_overdue(now):
        return False
    close_overdue_attempt(attempt)
    return True
