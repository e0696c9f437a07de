"""The audit trail, searched."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from shared_apps.kernel.models import AuditEntry
from shared_apps.kernel.searching import words_in
from tenants.models import Tenant


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """What is empty does not narrow. `text` is part of a name, an object or a request's id."""

    text: str = ""
    action: str = ""
    tenant_id: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None


def list_entries(*, search: AuditSearch) -> QuerySet[AuditEntry]:
    """The rows that fit, the latest first, each with its `school_username`; both days count."""
    school = Tenant.objects.filter(pk=OuterRef("tenant_id")).values("username")[:1]
    found = AuditEntry.objects.order_by("-created_at", "-id").annotate(school_username=Subquery(school))
    if search.text:
        text = search.text
        found = found.filter(
            words_in(text, fields=["actor_name"]) | Q(object_id__icontains=text) | Q(request_id=text)
        )
    if search.action:
        found = found.filter(action=search.action)
    if search.tenant_id:
        found = found.filter(tenant_id=search.tenant_id)
    if search.since:
        found = found.filter(created_at__date__gte=search.since)
    if search.until:
        found = found.filter(created_at__date__lte=search.until)
    return found


def list_actions() -> list[str]:
    """Every action that was recorded so far, by name."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def list_state_changes(*, tenant_id: uuid.UUID, limit: int = 20) -> list[AuditEntry]:
    """Who warned, closed and opened the school, the latest first."""
    found = AuditEntry.objects.filter(tenant_id=tenant_id, action__startswith="school.")
    return list(found.order_by("-created_at", "-id")[:limit])
