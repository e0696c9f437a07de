"""New schools: a stock of ready schemas, claimed by sign-ups in one UPDATE."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from shared_apps.kernel.events import publish
from tenants import context
from tenants.blueprint import current_digest, ensure_blueprint, replay
from tenants.context import ActiveTenant
from tenants.events import SchoolDropped
from tenants.hosts import forget_hosts
from tenants.models import SchemaState, Tenant, UsernameHistory
from tenants.names import UsernameTaken, clean_username, folded
from tenants.schemas import quoted_schema
from tenants.tasks import after_commit
from tenants.tasks import refill_stock as refill_later

QUARANTINE = timedelta(days=365)
"""How long nobody else gets a name that a school gave up: links, mails and cookies still point to it."""

REFILL_LOCK = 0x45445552  # any number: the advisory lock under which stock is made

Seed = Callable[[ActiveTenant], None]
_seeds: list[Seed] = []


def on_school_seed(function: Seed) -> Seed:
    """Call `function` inside each new school, in the transaction of its sign-up."""
    if function not in _seeds:
        _seeds.append(function)
    return function


def create_school_schema(tenant: Tenant) -> None:
    """Make the schema of `tenant` with every table at the head of this release, in one transaction."""
    schema = quoted_schema(tenant.schema_name)
    blueprint = ensure_blueprint()
    with transaction.atomic():
        with context.platform(), connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {schema}")
        with context.enter(tenant):
            replay(blueprint)
        with context.platform():
            SchemaState.objects.update_or_create(
                tenant=tenant,
                defaults={"head_digest": blueprint.head_digest, "error": "", "attempts": 0},
            )


def refuse_unavailable(*, username: str, now: datetime, tenant_id: uuid.UUID | None = None) -> None:
    """Raise `UsernameTaken` when a school has this name or its look-alike, or gave it up within a year.

    `tenant_id` is the school that asks, whose own former names stay open to it.
    """
    face = folded(username)
    with context.platform():
        taken = Tenant.objects.filter(face=face)
        resting = UsernameHistory.objects.filter(face=face, released_at__gt=now - QUARANTINE)
        if tenant_id:
            taken, resting = taken.exclude(pk=tenant_id), resting.exclude(tenant_id=tenant_id)
        if taken.exists() or resting.exists():
            raise UsernameTaken


def claim_school(*, username: str, language: str, currency: str, country: str, now: datetime) -> Tenant:
    """A new active school called `username`, from the stock or, when that is empty, made now.

    Joins the caller's transaction: when the sign-up fails later, the schema is back in stock.
    Raises `UsernameInvalid`, `UsernameReserved`, `UsernameTaken`; of two sign-ups at the same time
    for one name the slower one gets `UsernameTaken`.
    """
    name = clean_username(username)
    refuse_unavailable(username=name, now=now)
    with transaction.atomic():
        with context.platform():
            tenant = _ready_spare() or _new_school()
            tenant.username = name
            tenant.state = Tenant.State.ACTIVE
            tenant.language, tenant.currency, tenant.country = language, currency, country
            tenant.activated_at = now
            _save_named(tenant)
        with context.enter(tenant) as school:
            for seed in _seeds:
                seed(school)
        transaction.on_commit(forget_hosts)
        after_commit(refill_later)
    return tenant


def refill_stock(progress: Callable[[int], None] | None = None) -> int:
    """Make ready schemas until the stock is full; returns how many were made.

    One refiller works at a time; a second returns at once. `progress` hears the count.
    """
    made = 0
    while _make_spare():
        made += 1
        if progress:
            progress(made)
    return made


def drop_school(tenant: Tenant, *, now: datetime) -> None:
    """Remove a school with all its rows, for ever. Its name rests for a year.

    It is closed first, in a transaction of its own, so that nobody is served from a half-removed
    school; when that is all that happened, calling it again finishes the work.
    """
    schema = quoted_schema(tenant.schema_name)
    with context.platform():
        former = tenant.username
        _close_for_good(tenant, now)
        with transaction.atomic():
            publish(SchoolDropped(tenant_id=tenant.pk, username=former))
            with connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            tenant.delete()


def _close_for_good(tenant: Tenant, now: datetime) -> None:
    with transaction.atomic():
        if tenant.username:
            UsernameHistory.objects.update_or_create(
                username=tenant.username, defaults={"tenant_id": tenant.pk, "released_at": now}
            )
        tenant.state = Tenant.State.DELETING
        tenant.username = None
        tenant.save(update_fields=["state", "username"])
        transaction.on_commit(forget_hosts)


def _ready_spare() -> Tenant | None:
    # SKIP LOCKED: sign-ups at the same time take different spares instead of waiting for each other.
    return (
        Tenant.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=Tenant.State.SPARE, schema_state__head_digest=current_digest())
        .order_by("created_at")
        .first()
    )


def _new_school() -> Tenant:
    tenant = Tenant.objects.create(state=Tenant.State.PROVISIONING)
    create_school_schema(tenant)
    return tenant


def _save_named(tenant: Tenant) -> None:
    try:
        with transaction.atomic():
            tenant.save(
                update_fields=["username", "state", "language", "currency", "country", "activated_at"]
            )
    except IntegrityError as error:
        raise UsernameTaken from error


def _make_spare() -> bool:
    with context.platform(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [REFILL_LOCK])
            if not cursor.fetchone()[0]:
                return False
        ready = Tenant.objects.filter(
            state=Tenant.State.SPARE, schema_state__head_digest=current_digest()
        ).count()
        if ready >= settings.TENANT_SPARES:
            return False
        create_school_schema(Tenant.objects.create(state=Tenant.State.SPARE))
        return True
