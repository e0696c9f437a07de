"""The warning that stands over a school; staff see it on every page, so it is kept in the cache."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches

from shared_apps.operations.models import Notice

KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class StandingNotice:
    """What the school is told."""

    reason: str
    closes_on: date


def notice_key(tenant_id: uuid.UUID) -> str:
    """Where the cache keeps it; whoever changes it deletes that."""
    return f"operations:notice:{tenant_id}"


def find_notice(*, tenant_id: uuid.UUID) -> StandingNotice | None:
    """The notice that stands, a minute old at most. No query while cached."""
    cache, key = caches["platform"], notice_key(tenant_id)
    kept = cache.get(key)
    if kept is None:
        row = Notice.objects.filter(tenant_id=tenant_id, withdrawn_at=None).first()
        kept = [StandingNotice(row.reason, row.closes_on)] if row else []
        cache.set(key, kept, timeout=KEPT_SECONDS)
    return kept[0] if kept else None
