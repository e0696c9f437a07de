"""From a former head to this release's: as text where possible, else through Django."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from tenants import context
from tenants.blueprint import Node, ensure_blueprint, record_migrations, replay, tenant_labels, tenant_targets
from tenants.fleet.ledger import note_head
from tenants.fleet.verify import Facts, blueprint_tables, catalogue_of
from tenants.models import Blueprint, SchemaState, Tenant
from tenants.rendering import CannotRender, render, scratch_schema

LOCK_TIMEOUT = "3s"
"""A table that is in use is tried again later: waiting longer would hold up the school's own requests."""
STATEMENT_TIMEOUT = "10min"


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What brings a school from one head to the current one."""

    digest: str
    statements: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    why_not_text: str = ""
    """Why it has to run through Django, school by school; empty when the statements do it."""
    refused: str = ""
    """Why it must not run at all."""


def plan_upgrade(*, former: str) -> Upgrade:
    """Render once what a school at `former` lacks, against a scratch schema at that head.

    What comes out there has to equal a new school, name by name; else the upgrade is refused.
    """
    target = ensure_blueprint()
    with context.platform():
        known = Blueprint.objects.filter(pk=former).first()
    if known is None:
        return Upgrade(digest=target.head_digest, why_not_text="its former head is not on record")
    had = {(app, name) for app, name in known.migrations}
    nodes = [(app, name) for app, name in target.migrations if (app, name) not in had]
    try:
        statements, tables = _pending_statements(known)
    except CannotRender as reason:
        return Upgrade(digest=target.head_digest, nodes=nodes, why_not_text=str(reason))
    return Upgrade(
        digest=target.head_digest,
        statements=statements,
        nodes=nodes,
        refused=_difference(tables, blueprint_tables(target)),
    )


def replay_upgrade(*, tenant: Tenant, upgrade: Upgrade) -> None:
    """Run the statements in one transaction with the ledger's new line. Safe to run again.

    Raises `OperationalError` when a table stayed in use for longer than the lock timeout.
    """
    with context.enter(tenant), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true)",
                [LOCK_TIMEOUT, STATEMENT_TIMEOUT],
            )
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [tenant.schema_name])
            if _is_there(tenant, upgrade):
                return
            for statement in upgrade.statements:
                cursor.execute(statement)
        record_migrations(upgrade.nodes)
        note_head(tenant=tenant, digest=upgrade.digest)


def migrate_through_django(*, tenant: Tenant, upgrade: Upgrade) -> None:
    """Run what is pending in this school with Django's executor, then note the head."""
    with context.enter(tenant), _session_timeouts():
        executor = MigrationExecutor(connection)
        executor.migrate(tenant_targets(executor.loader))
        note_head(tenant=tenant, digest=upgrade.digest)


def _pending_statements(known: Blueprint) -> tuple[list[str], Facts]:
    with scratch_schema() as scratch:
        replay(known)
        executor = MigrationExecutor(connection)
        loader = executor.loader
        applied = [node for node in loader.applied_migrations if node in loader.graph.nodes]
        plan = executor.migration_plan(tenant_targets(loader))
        state = loader.project_state(applied)
        statements: list[str] = []
        for migration, _backwards in plan:
            if migration.app_label not in tenant_labels():
                state = migration.mutate_state(state, preserve=False)
                continue
            rendered, state = render(migrations=[migration], state=state, empty=False)
            statements.extend(rendered)
        return statements, catalogue_of(scratch)


def _difference(upgraded: Facts, wanted: Facts) -> str:
    odd = sorted(upgraded ^ wanted)
    if not odd:
        return ""
    return (
        f"its tables would differ from a new school's in {len(odd)} places, first {' '.join(odd[0])}: "
        "a migration that it already has was changed afterwards"
    )


def _is_there(tenant: Tenant, upgrade: Upgrade) -> bool:
    # Another run may have been here between our reading of the ledger and our lock.
    return SchemaState.objects.filter(tenant_id=tenant.pk, head_digest=upgrade.digest).exists()


@contextmanager
def _session_timeouts() -> Iterator[None]:
    # Migrations that are not atomic commit on the way: SET LOCAL would end with the first commit.
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'; SET statement_timeout = '{STATEMENT_TIMEOUT}'")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout; RESET statement_timeout")
