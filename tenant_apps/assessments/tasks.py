"""Work that does not keep anybody waiting."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from tenant_apps.assessments import services
from tenants.tasks import for_each_school


@shared_task
def close_overdue_attempts() -> int:
    """Close one school's attempts whose time is over."""
    return services.close_overdue(now=timezone.now())


@shared_task(platform_wide=True)
def close_overdue_attempts_everywhere() -> int:
    """Ask every school to close what is overdue; returns how many were asked.

    Reading an attempt closes it as well: this is for those that nobody looks at.
    """
    return for_each_school(close_overdue_attempts)
