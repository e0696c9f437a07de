"""Operators close accounts and open them again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.accounts.services.sessions import end_sessions_of, end_visits_of
from shared_apps.kernel.audit import record_act
from tenants.logs import request_id


def set_person_active(*, user: User, is_active: bool, actor: User, now: datetime) -> None:
    """Close the account (every session ends at once) or open it; leaves a row in the audit trail."""
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=user.pk)
        if locked.is_active is is_active:
            return
        locked.is_active = is_active
        locked.save(update_fields=["is_active", "updated_at"])
        if not is_active:
            end_sessions_of(user_id=locked.pk, reason="account_closed", now=now)
            end_visits_of(visitor_id=locked.pk, reason="account_closed", now=now)
        record_act(
            action="person.open" if is_active else "person.close",
            actor_id=actor.pk,
            actor_name=actor.full_name,
            object_type="person",
            object_id=locked.pk,
            before={"is_active": not is_active},
            after={"is_active": is_active},
            request_id=request_id.get(),
        )
