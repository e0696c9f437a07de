"""Staff sign in; a new school gets its owner."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from shared_apps.accounts.errors import HandOverInvalid
from shared_apps.accounts.models import Membership, Session, User
from shared_apps.accounts.selectors import DEFAULT_REGION
from shared_apps.accounts.services import Tokens, check_credentials, start_session
from shared_apps.accounts.services.hand_over import spend_hand_over
from tenant_apps.staff.errors import NotStaffHere
from tenant_apps.staff.models import StaffMember
from tenant_apps.staff.selectors import find_active_member
from tenants import context
from tenants.hosts import find_school_by_id

_OWNER_FIRST = {Membership.Role.OWNER: 0, Membership.Role.INSTRUCTOR: 1, Membership.Role.ASSISTANT: 2}


def sign_in_staff(
    *, login: str, password: str, now: datetime, address: str = "", user_agent: str = ""
) -> Tokens:
    """A session for running a school: the active one, or on the platform the person's own.

    On the platform an administrator gets an operator's session. Somebody of several schools gets
    the one they own, else the one they joined first.
    Raises `CredentialsWrong` (also for people who run no school here) or `SignInLocked`.
    """
    here = context.active()
    user = check_credentials(
        login=login,
        password=password,
        tenant_id=here.id if here else None,
        region=here.country if here else DEFAULT_REGION,
        address=address,
        now=now,
    )
    device: dict[str, Any] = {"now": now, "address": address or None, "user_agent": user_agent}
    if here is None and user.user_type == User.Type.ADMIN and user.is_staff:
        return start_session(user=user, tenant_id=None, kind=Session.Kind.OPERATOR, **device)
    school = here if here and find_active_member(user_id=user.pk) else None
    if here is None:
        school = _school_of(user)
    if school is None:
        raise NotStaffHere
    return start_session(user=user, tenant_id=school.id, kind=Session.Kind.STAFF, **device)


def _school_of(user: User) -> context.ActiveTenant | None:
    rows = Membership.objects.filter(user=user).exclude(role=Membership.Role.STUDENT)
    for row in sorted(rows, key=lambda row: (_OWNER_FIRST[Membership.Role(row.role)], row.created_at)):
        school = find_school_by_id(tenant_id=row.tenant_id)
        if school is None or school.state != "active":
            continue
        with context.enter(school):
            if find_active_member(user_id=user.pk):
                return school
    return None


def add_owner(*, user_id: uuid.UUID, full_name: str, email: str) -> StaffMember:
    """The owner's row of the active school, which has none yet; the caller holds the transaction."""
    return StaffMember.objects.create(
        user_id=user_id, role=StaffMember.Role.OWNER, full_name=full_name, email=email
    )


def enter_by_hand_over(*, token: str, now: datetime, address: str = "", user_agent: str = "") -> Tokens:
    """A session for somebody whom the platform sends to the active school; the word is spent.

    Raises `HandOverInvalid`, also when the person runs this school no longer.
    """
    school = context.require_tenant()
    user_id = spend_hand_over(token=token, tenant_id=school.id, now=now)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or find_active_member(user_id=user_id) is None:
        raise HandOverInvalid
    return start_session(
        user=user,
        tenant_id=school.id,
        kind=Session.Kind.STAFF,
        now=now,
        address=address or None,
        user_agent=user_agent,
    )
