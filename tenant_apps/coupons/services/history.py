"""What staff do with codes leaves a row, so that the desk can tell a code's whole life."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from shared_apps.kernel.acts import note_act
from shared_apps.kernel.errors import NotFound
from tenant_apps.coupons.models import AccessCode, CodeBatch, CodeEvent
from tenant_apps.coupons.rules import clean_reason
from tenant_apps.staff.models import StaffMember


def note_event(
    *, batch_id: uuid.UUID, kind: str, at: datetime, by: StaffMember | None, reason: str = "", **facts: Any
) -> CodeEvent:
    """Add one row, in the caller's transaction. `by` is None when a program did it."""
    count = facts.get("count") or 1
    note_act(act=f"codes.{kind}", of=batch_id, details={"codes": count, "reason": clean_reason(reason)})
    return CodeEvent.objects.create(
        batch_id=batch_id,
        kind=kind,
        at=at,
        by_id=by.user_id if by else None,
        by_name=by.full_name if by else "",
        reason=clean_reason(reason),
        **facts,
    )


@transaction.atomic
def note_paper(*, batch_id: uuid.UUID, kind: str, count: int, by: StaffMember | None, now: datetime) -> None:
    """Codes left the screen: printed or exported. Raises `NotFound`."""
    if not CodeBatch.objects.filter(pk=batch_id).exists():
        raise NotFound()
    note_event(batch_id=batch_id, kind=kind, at=now, by=by, count=count)


def note_changes(
    *, code: AccessCode, former: tuple[bool, datetime], by: StaffMember | None, reason: str, at: datetime
) -> None:
    """What became different about one code that staff changed; `former` is (is_active, expires_at)."""
    was_active, expired_at = former
    kinds: Sequence[tuple[bool, str]] = (
        (was_active and not code.is_active, CodeEvent.Kind.VOIDED),
        (code.is_active and not was_active, CodeEvent.Kind.RESTORED),
        (code.expires_at != expired_at, CodeEvent.Kind.EXTENDED),
    )
    for is_so, kind in kinds:
        if is_so:
            until = code.expires_at if kind == CodeEvent.Kind.EXTENDED else None
            note_event(
                batch_id=code.batch_id, kind=kind, at=at, by=by, reason=reason, code=code.code, until=until
            )
