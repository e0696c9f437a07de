"""Work that does not keep anybody waiting."""

from __future__ import annotations

import uuid

from celery import shared_task
from django.utils import timezone

from tenant_apps.enrollments import services
from tenants.tasks import for_each_school


@shared_task
def settle_course(course_id: str) -> int:
    """Complete a changed course for those who have done all that is left of it."""
    return services.settle_course(course_id=uuid.UUID(course_id), now=timezone.now())


@shared_task
def carry_on_work(work_id: str) -> int:
    """Do a bulk act for everybody who is left; returns how many were changed in all."""
    return services.carry_on(work_id=uuid.UUID(work_id), now=timezone.now()).changed


@shared_task
def expire_enrollments() -> int:
    """Mark one school's enrolments whose time is over."""
    return services.expire_enrollments(now=timezone.now())


@shared_task(platform_wide=True)
def expire_enrollments_everywhere() -> int:
    """Hourly: ask every school to mark what is over; returns how many were asked."""
    return for_each_school(expire_enrollments)
