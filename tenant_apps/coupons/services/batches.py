"""Batches: made, voided and given more time in one go."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import F, Max, QuerySet

from shared_apps.kernel.acts import note_act
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.money import MAX_PRICE, rounded
from tenant_apps.coupons import rules
from tenant_apps.coupons.errors import BatchSizeRefused, CodePriceRefused
from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeEvent
from tenant_apps.coupons.rules import Serials
from tenant_apps.coupons.services.history import note_event
from tenant_apps.staff.models import StaffMember
from tenants.context import require_tenant

_INSERT_CHUNK = 1000


@transaction.atomic
def create_batch(
    *,
    count: int,
    price: Decimal,
    now: datetime,
    label: str = "",
    expires_at: datetime | None = None,
    max_uses: int = rules.USES_PER_CODE,
) -> CodeBatch:
    """Make `count` unused codes of one price, good until `expires_at` (default: 30 days).

    Raises `BatchSizeRefused` outside 1 to 5000 and `CodePriceRefused` for an impossible price.
    """
    if not 1 <= count <= rules.CODES_PER_BATCH:
        raise BatchSizeRefused()
    if not 0 <= price <= MAX_PRICE:
        raise CodePriceRefused()
    batch = CodeBatch.objects.create(
        label=label.strip(),
        price=rounded(price),
        size=count,
        expires_at=expires_at or now + rules.VALIDITY,
        number=_next_number(),
    )
    missing = count
    while missing:
        _insert(batch, missing, max_uses)
        missing = count - AccessCode.objects.filter(batch=batch).count()
    note_act(act="codes.made", of=batch.id, title=batch.label, details={"codes": count})
    return batch


def _next_number() -> int:
    # Two batches made at once must not read the same maximum: the second waits for the first's commit.
    with connection.cursor() as cursor:
        name = f"batch number {require_tenant().schema_name}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    return int(CodeBatch.objects.aggregate(latest=Max("number"))["latest"] or 0) + 1


def _insert(batch: CodeBatch, count: int, max_uses: int) -> None:
    # A code that exists already (also one that another transaction is just making) is left out
    # by the unique constraint; the caller counts and asks for the rest, which get the next serials.
    latest = AccessCode.objects.filter(batch=batch).aggregate(latest=Max("serial"))["latest"] or 0
    AccessCode.objects.bulk_create(
        [
            AccessCode(
                batch=batch,
                code=code,
                price=batch.price,
                max_uses=max_uses,
                expires_at=batch.expires_at,
                serial=serial,
            )
            for serial, code in enumerate(sorted(rules.new_codes(count=count)), start=latest + 1)
        ],
        batch_size=_INSERT_CHUNK,
        ignore_conflicts=True,
    )


@transaction.atomic
def void_batch(
    *,
    batch_id: uuid.UUID,
    now: datetime,
    serials: Serials | None = None,
    reason: str = "",
    by: StaffMember | None = None,
) -> int:
    """Make every code that still has uses left inactive, of the batch or of these serials; how many.

    What was spent stays spent; a code that is being spent at this moment is either used or void, never
    both. Doing it again changes nothing and writes no history. Raises `NotFound`.
    """
    codes = _left_of(batch_id, serials)
    count = codes.filter(is_active=True).update(is_active=False, updated_at=now)
    _note(batch_id, CodeEvent.Kind.VOIDED, count, serials=serials, reason=reason, by=by, at=now)
    return count


@transaction.atomic
def extend_batch(
    *,
    batch_id: uuid.UUID,
    until: datetime,
    now: datetime,
    serials: Serials | None = None,
    reason: str = "",
    by: StaffMember | None = None,
) -> int:
    """Let codes that have uses left count until another moment; how many changed. Used ones stay.

    Of the whole batch it is the batch's day, too. Doing it again changes nothing. Raises `NotFound`.
    """
    codes = _left_of(batch_id, serials).exclude(expires_at=until)
    count = codes.update(expires_at=until, updated_at=now)
    if serials is None:
        CodeBatch.objects.filter(pk=batch_id).update(expires_at=until, updated_at=now)
    kind = CodeEvent.Kind.EXTENDED
    _note(batch_id, kind, count, serials=serials, reason=reason, by=by, at=now, until=until)
    return count


def _left_of(batch_id: uuid.UUID, serials: Serials | None) -> QuerySet[AccessCode]:
    if not CodeBatch.objects.filter(pk=batch_id).exists():
        raise NotFound()
    codes = AccessCode.objects.filter(batch_id=batch_id, used_count__lt=F("max_uses"))
    return codes if serials is None else codes.filter(serial__range=(serials.first, serials.last))


def _note(
    batch_id: uuid.UUID,
    kind: str,
    count: int,
    *,
    serials: Serials | None,
    reason: str,
    by: StaffMember | None,
    at: datetime,
    until: datetime | None = None,
) -> None:
    if count:
        note_event(
            batch_id=batch_id,
            kind=kind,
            at=at,
            by=by,
            reason=reason,
            count=count,
            first_serial=serials.first if serials else None,
            last_serial=serials.last if serials else None,
            until=until,
        )
