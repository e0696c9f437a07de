"""Who from the platform looked at a school."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from shared_apps.operations.models import Visit


def list_visits(*, tenant_id: uuid.UUID) -> QuerySet[Visit]:
    """Visits that took place, the latest first."""
    found = Visit.objects.filter(tenant_id=tenant_id, entered_at__isnull=False)
    return found.order_by("-created_at", "-id")
