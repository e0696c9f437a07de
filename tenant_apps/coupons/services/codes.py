"""Changes of a single code."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.money import MAX_PRICE, rounded
from tenant_apps.coupons import rules
from tenant_apps.coupons.errors import CodeIsSpent, CodeIsUsed, CodePriceRefused, UsesBelowUsed
from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeEvent
from tenant_apps.coupons.services.history import note_changes, note_event
from tenant_apps.staff.models import StaffMember


class CodeChanges(TypedDict, total=False):
    """What a teacher may change; everything else about a code is history."""

    status: str
    max_uses: int
    expires_at: datetime
    price: Decimal
    is_active: bool


@transaction.atomic
def update_code(
    *,
    code_id: uuid.UUID,
    by: StaffMember | None = None,
    reason: str = "",
    now: datetime | None = None,
    **changes: Unpack[CodeChanges],
) -> AccessCode:
    """Change the given fields. A new price concerns future uses only.

    Voiding, restoring and another last day go into the batch's history.
    Raises `NotFound`, `UsesBelowUsed`, `CodePriceRefused`.
    """
    code = _locked(code_id)
    if changes.get("max_uses", code.max_uses) < code.used_count:
        raise UsesBelowUsed()
    if "price" in changes:
        if not 0 <= changes["price"] <= MAX_PRICE:
            raise CodePriceRefused()
        changes["price"] = rounded(changes["price"])
    former = (code.is_active, code.expires_at)
    for field, value in changes.items():
        setattr(code, field, value)
    if changes:
        code.save(update_fields=[*changes, "updated_at"])
        note_changes(code=code, former=former, by=by, reason=reason, at=now or timezone.now())
    return code


@transaction.atomic
def replace_code(*, code_id: uuid.UUID, reason: str, by: StaffMember | None, now: datetime) -> AccessCode:
    """A new code in the place of a lost or damaged one, which becomes void; asked twice, the same one.

    It has the old one's price and what uses were left, and is good at least for the usual time.
    Raises `NotFound`, `CodeIsSpent` when nothing was left to replace.
    """
    old = _locked(code_id)
    earlier = CodeEvent.objects.filter(kind=CodeEvent.Kind.REPLACED, code=old.code).first()
    if earlier is not None:
        return AccessCode.objects.get(code=earlier.other_code)
    if old.used_count >= old.max_uses:
        raise CodeIsSpent()
    new = _twin(old, now)
    old.is_active = False
    old.save(update_fields=["is_active", "updated_at"])
    note_event(
        batch_id=old.batch_id,
        kind=CodeEvent.Kind.REPLACED,
        at=now,
        by=by,
        reason=reason,
        code=old.code,
        other_code=new.code,
    )
    return new


@transaction.atomic
def delete_code(*, code_id: uuid.UUID, by: StaffMember | None = None, now: datetime | None = None) -> None:
    """Delete a code that was never used; that it existed stays on record. Raises `NotFound`, `CodeIsUsed`."""
    code = _locked(code_id)
    if code.used_count or code.uses.exists():
        raise CodeIsUsed()
    note_event(
        batch_id=code.batch_id,
        kind=CodeEvent.Kind.DELETED,
        at=now or timezone.now(),
        by=by,
        code=code.code,
    )
    code.delete()


def _twin(old: AccessCode, now: datetime) -> AccessCode:
    """The replacement, with the next serial of the batch."""
    # The batch is locked: two replacements at once must not take the same serial.
    batch = CodeBatch.objects.select_for_update().get(pk=old.batch_id)
    latest = batch.codes.aggregate(latest=Max("serial"))["latest"]
    batch.size += 1
    batch.save(update_fields=["size", "updated_at"])
    return AccessCode.objects.create(
        batch=batch,
        code=rules.new_code(),
        price=old.price,
        max_uses=old.max_uses - old.used_count,
        expires_at=max(old.expires_at, now + rules.VALIDITY),
        serial=max(latest, batch.size - 1) + 1,
    )


def _locked(code_id: uuid.UUID) -> AccessCode:
    # Locked: a student may be spending it at this moment.
    code = AccessCode.objects.select_for_update().filter(pk=code_id).first()
    if code is None:
        raise NotFound()
    return code
