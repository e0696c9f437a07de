"""Packings of the school's data."""

from __future__ import annotations

from datetime import datetime

from tenant_apps.analytics.models import DataExport

SHOWN = 5


def list_exports() -> list[DataExport]:
    """The latest five, newest first."""
    return list(DataExport.objects.order_by("-created_at", "-id")[:SHOWN])


def find_ready_export(*, now: datetime) -> DataExport | None:
    """The latest that can be downloaded."""
    ready = DataExport.objects.filter(state=DataExport.State.READY, expires_at__gt=now)
    return ready.order_by("-ready_at").first()
