"""Batches: made in one go, voided in one go."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.money import MAX_PRICE, rounded
from tenant_apps.coupons import rules
from tenant_apps.coupons.errors import BatchSizeRefused, CodePriceRefused
from tenant_apps.coupons.models import AccessCode, CodeBatch

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
    )
    missing = count
    while missing:
        _insert(batch, missing, max_uses)
        missing = count - AccessCode.objects.filter(batch=batch).count()
    return batch


def _insert(batch: CodeBatch, count: int, max_uses: int) -> None:
    # A code that exists already (also one that another transaction is just making) is left out
    # by the unique constraint; the caller counts and asks for the rest.
    AccessCode.objects.bulk_create(
        [
            AccessCode(
                batch=batch, code=code, price=batch.price, max_uses=max_uses, expires_at=batch.expires_at
            )
            for code in sorted(rules.new_codes(count=count))
        ],
        batch_size=_INSERT_CHUNK,
        ignore_conflicts=True,
    )


@transaction.atomic
def void_batch(*, batch_id: uuid.UUID, now: datetime) -> int:
    """Make every code of the batch that still has uses left inactive; returns how many.

    What was spent stays spent. Raises `NotFound`.
    """
    if not CodeBatch.objects.filter(pk=batch_id).exists():
        raise NotFound()
    return AccessCode.objects.filter(batch_id=batch_id, is_active=True, used_count__lt=F("max_uses")).update(
        is_active=False, updated_at=now
    )
