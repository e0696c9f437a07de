"""Work that does not keep anybody waiting."""

from __future__ import annotations

import uuid

from celery import shared_task
from django.utils import timezone

from tenant_apps.assessments import services
from tenant_apps.assessments.services.regrading_jobs import run_regrading
from tenants.tasks import for_each_school

BATCH = 500
ROUNDS = 20
"""Whole schools that leave their exams open are done in one run, but no run goes on for ever."""


@shared_task
def close_overdue_attempts() -> int:
    """Close one school's attempts whose time is over; returns how many."""
    closed = 0
    for _round in range(ROUNDS):
        latest = services.close_overdue(now=timezone.now(), limit=BATCH)
        closed += latest
        if latest < BATCH:
            break
    return closed


@shared_task
def regrade(regrading_id: str) -> None:
    """Count anew what somebody asked for."""
    run_regrading(regrading_id=uuid.UUID(regrading_id), now=timezone.now())


@shared_task(platform_wide=True)
def close_overdue_attempts_everywhere() -> int:
    """Ask every school to close what is overdue; returns how many were asked.

    Reading an attempt closes it as well: this is for those that nobody looks at.
    """
    return for_each_school(close_overdue_attempts)
