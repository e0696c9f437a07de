"""Students sign in at the active school, and stay signed in."""

from __future__ import annotations

import uuid
from datetime import datetime

from shared_apps.accounts.errors import RefreshInvalid, SessionKindWrong
from shared_apps.accounts.models import Session
from shared_apps.accounts.services import (
    Tokens,
    check_credentials,
    read_refresh,
    renew_session,
    rotate_session,
    start_session,
)
from tenant_apps.students.errors import NotAStudentHere, StudentBlocked
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import find_active_student, find_student_of_user
from tenants import context
from tenants.context import ActiveTenant

SHUT_OUT = frozenset({"blocked", "removed"})
"""Reasons for which a teacher ended the session."""


def sign_in_student(
    *, login: str, password: str, now: datetime, address: str = "", user_agent: str = ""
) -> Tokens:
    """A student's session at the active school.

    Raises `CredentialsWrong`, `SignInLocked`, `NotAStudentHere` or `StudentBlocked`.
    """
    school = context.require_tenant()
    user = check_credentials(
        login=login,
        password=password,
        tenant_id=school.id,
        region=school.country,
        address=address,
        now=now,
    )
    student = find_student_of_user(user_id=user.pk)
    if student is None:
        raise NotAStudentHere
    if not student.is_active:
        raise StudentBlocked
    Student.objects.filter(pk=student.pk).update(latest_sign_in_at=now)
    return start_session(
        user=user,
        tenant_id=school.id,
        kind=Session.Kind.STUDENT,
        now=now,
        address=address or None,
        user_agent=user_agent,
    )


def refresh_student(
    *,
    raw: str,
    tenant_id: uuid.UUID | None,
    school: ActiveTenant | None,
    now: datetime,
    rotates: bool = True,
) -> Tokens:
    """Fresh tokens for a student of `school`; `tenant_id` is the school that the token claims to be for.

    `rotates`: whether the refresh token is replaced, for clients that take the new one.

    Raises `RefreshInvalid`, `SessionKindWrong` (no student's token) or `NotAStudentHere` (another
    school's, or shut out of this one).
    """
    _claims, session = read_refresh(raw=raw, tenant_id=tenant_id)
    if session.kind != Session.Kind.STUDENT:
        raise SessionKindWrong
    if school is None or session.tenant_id != school.id or session.end_reason in SHUT_OUT:
        raise NotAStudentHere
    if session.ended_at is not None:
        raise RefreshInvalid
    with context.enter(school):
        if find_active_student(user_id=session.user_id) is None:
            raise NotAStudentHere
    exchange = rotate_session if rotates else renew_session
    return exchange(raw=raw, tenant_id=tenant_id, kinds={Session.Kind.STUDENT}, now=now)
