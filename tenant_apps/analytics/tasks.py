"""Work that does not keep anybody waiting."""

from __future__ import annotations

import uuid

from celery import shared_task
from django.utils import timezone

from tenant_apps.analytics import services
from tenants.tasks import for_each_school


@shared_task
def pack_export(export_id: str) -> bool:
    """Pack the school's data that its owner asked for."""
    return services.pack_export(export_id=uuid.UUID(export_id), now=timezone.now())


@shared_task
def sweep_exports() -> int:
    """Remove one school's packed data whose days are over."""
    return services.sweep_exports(now=timezone.now())


@shared_task(platform_wide=True)
def sweep_exports_everywhere() -> int:
    """Ask every school to remove what is over; returns how many were asked."""
    return for_each_school(sweep_exports)


@shared_task(platform_wide=True)
def count_redeemed_everywhere() -> int:
    """Hourly, for the operators: spent codes of all open schools by day; returns how many there were."""
    return services.count_redeemed(now=timezone.now())
