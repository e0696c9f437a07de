"""What the ledger says: which schools are behind, at how many different heads."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from tenants import context
from tenants.blueprint import current_digest
from tenants.models import SchemaState, Tenant
from tenants.schemas import quoted_schema

State = Tenant.State


@dataclass(frozen=True, slots=True)
class Spread:
    """How many schools are at the head, how many behind, and at how many different heads all are."""

    at_head: int
    behind: int
    heads: int


def fleet() -> QuerySet[Tenant]:
    """Every school that has a schema to keep, spares included."""
    return Tenant.objects.exclude(state__in=[State.PROVISIONING, State.DELETING])


def schools_behind() -> list[Tenant]:
    """Schools (no spares) that are not at the head of this release, the oldest first. One query."""
    behind = Q(schema_state__isnull=True) | ~Q(schema_state__head_digest=current_digest())
    with context.platform():
        return list(
            fleet()
            .exclude(state=State.SPARE)
            .filter(behind)
            .select_related("schema_state")
            .order_by("created_at", "id")
        )


def fleet_spread() -> Spread:
    """The fleet in three figures. One query."""
    with context.platform():
        counts = dict(
            fleet().values_list("schema_state__head_digest").annotate(schools=Count("id")).order_by()
        )
    at_head = counts.get(current_digest(), 0)
    return Spread(at_head=at_head, behind=sum(counts.values()) - at_head, heads=len(counts))


def former_head(tenant: Tenant) -> str:
    """The head that the ledger has for this school; empty when it has none."""
    state: SchemaState | None = getattr(tenant, "schema_state", None)
    return state.head_digest if state else ""


def note_head(*, tenant: Tenant, digest: str) -> None:
    """Write that the school is at `digest`. The caller holds the transaction of the change itself."""
    SchemaState.objects.update_or_create(
        tenant_id=tenant.pk, defaults={"head_digest": digest, "error": "", "attempts": 0}
    )


def note_failure(*, tenant: Tenant, error: str) -> None:
    """Write what went wrong with this school last."""
    with context.platform():
        SchemaState.objects.get_or_create(tenant_id=tenant.pk)
        SchemaState.objects.filter(tenant_id=tenant.pk).update(
            error=error[:2000], attempts=F("attempts") + 1, updated_at=timezone.now()
        )


def discard_old_spares() -> int:
    """Throw away stock of former heads: making a new one is cheaper than migrating it."""
    dropped = 0
    while _discard_one():
        dropped += 1
    return dropped


def _discard_one() -> bool:
    with context.platform(), transaction.atomic():
        spare = (
            Tenant.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(Q(schema_state__isnull=True) | ~Q(schema_state__head_digest=current_digest()))
            .filter(state=State.SPARE)
            .first()
        )
        if spare is None:
            return False
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {quoted_schema(spare.schema_name)} CASCADE")
        spare.delete()
        return True
