"""The team as it is: roles, scopes, who is on leave."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from shared_apps.accounts.models import Membership, Session
from shared_apps.accounts.services import end_sessions_of
from shared_apps.kernel.acts import note_act
from shared_apps.kernel.errors import NotFound
from tenant_apps.staff.errors import OwnerStays, RoleUnknown
from tenant_apps.staff.models import StaffMember
from tenant_apps.staff.rules import INVITED_ROLES, clean_scopes
from tenants import context


def change_member(*, member_id: uuid.UUID, role: str, scopes: Iterable[str]) -> StaffMember:
    """Give somebody another role or other scopes; it counts from their next request on.

    Raises `NotFound`, `RoleUnknown` or `OwnerStays`.
    """
    if role not in INVITED_ROLES:
        raise RoleUnknown
    with transaction.atomic():
        member = _lock(member_id)
        member.role, member.scopes = role, clean_scopes(scopes)
        member.save(update_fields=["role", "scopes", "updated_at"])
        school = context.require_tenant()
        Membership.objects.filter(user_id=member.user_id, tenant_id=school.id).update(role=role)
        note_act(
            act="team.changed",
            of=member.user_id,
            title=member.full_name,
            details={"role": role, "scopes": member.scopes},
        )
    return member


def set_member_active(*, member_id: uuid.UUID, is_active: bool, now: datetime) -> StaffMember:
    """Shut somebody out of the school at once, or let them in again; twice changes nothing.

    Raises `NotFound` or `OwnerStays`.
    """
    with transaction.atomic():
        member = _lock(member_id)
        if member.is_active is is_active:
            return member
        member.is_active = is_active
        member.save(update_fields=["is_active", "updated_at"])
        if not is_active:
            end_sessions_of(
                user_id=member.user_id,
                tenant_id=context.require_tenant().id,
                kind=Session.Kind.STAFF,
                reason="put_on_leave",
                now=now,
            )
        act = "team.let_in" if is_active else "team.shut_out"
        note_act(act=act, of=member.user_id, title=member.full_name)
    return member


def _lock(member_id: uuid.UUID) -> StaffMember:
    member = StaffMember.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise NotFound
    if member.role == StaffMember.Role.OWNER:
        raise OwnerStays
    return member
