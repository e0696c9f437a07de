"""Changes of a single code."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.money import MAX_PRICE, rounded
from tenant_apps.coupons.errors import CodeIsUsed, CodePriceRefused, UsesBelowUsed
from tenant_apps.coupons.models import AccessCode


class CodeChanges(TypedDict, total=False):
    """What a teacher may change; everything else about a code is history."""

    status: str
    max_uses: int
    expires_at: datetime
    price: Decimal
    is_active: bool


@transaction.atomic
def update_code(*, code_id: uuid.UUID, **changes: Unpack[CodeChanges]) -> AccessCode:
    """Change the given fields. A new price concerns future uses only.

    Raises `NotFound`, `UsesBelowUsed`, `CodePriceRefused`.
    """
    code = _locked(code_id)
    if changes.get("max_uses", code.max_uses) < code.used_count:
        raise UsesBelowUsed()
    if "price" in changes:
        if not 0 <= changes["price"] <= MAX_PRICE:
            raise CodePriceRefused()
        changes["price"] = rounded(changes["price"])
    for field, value in changes.items():
        setattr(code, field, value)
    if changes:
        code.save(update_fields=[*changes, "updated_at"])
    return code


@transaction.atomic
def delete_code(*, code_id: uuid.UUID) -> None:
    """Delete a code that was never used. Raises `NotFound`, `CodeIsUsed`."""
    code = _locked(code_id)
    if code.used_count or code.uses.exists():
        raise CodeIsUsed()
    code.delete()


def _locked(code_id: uuid.UUID) -> AccessCode:
    # Locked: a student may be spending it at this moment.
    code = AccessCode.objects.select_for_update().filter(pk=code_id).first()
    if code is None:
        raise NotFound()
    return code
