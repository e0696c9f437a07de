"""Privileged acts leave a row that nobody can remove."""

from __future__ import annotations

import uuid
from typing import Any

from shared_apps.kernel.models import AuditEntry


def record_act(
    *,
    action: str,
    actor_id: uuid.UUID,
    actor_name: str,
    object_type: str = "",
    object_id: object = "",
    tenant_id: uuid.UUID | None = None,
    before: Any = None,
    after: Any = None,
    request_id: str = "",
) -> AuditEntry:
    """Add one row, in the caller's transaction; `before` and `after` are JSON."""
    return AuditEntry.objects.create(
        action=action,
        actor_id=actor_id,
        actor_name=actor_name,
        object_type=object_type,
        object_id=str(object_id),
        tenant_id=tenant_id,
        before=before,
        after=after,
        request_id=request_id,
    )
