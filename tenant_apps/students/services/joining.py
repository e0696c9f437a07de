"""Becoming a student of the active school."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from django.db import IntegrityError, transaction

from shared_apps.accounts.models import Membership, User
from shared_apps.accounts.rules import clean_person_username
from shared_apps.accounts.services import PersonDetails, count_sign_up, prepare_person, save_person
from shared_apps.kernel.events import publish
from shared_apps.kernel.phones import country_of_phone, normalise_phone
from shared_apps.teachers.services import count_students
from tenant_apps.students.errors import StaffCannotJoin, StudentBlocked
from tenant_apps.students.events import StudentJoined
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import find_student_of_user
from tenants import context
from tenants.storage import stored_together


def register_student(
    *,
    username: str,
    now: datetime,
    parent_phone: str = "",
    address: str = "",
    **person: Unpack[PersonDetails],
) -> Student:
    """A new identity who is a student of the active school: both rows or none.

    `address` is the caller's network address, by which new accounts are bounded.
    Raises `UsernameInvalid`, `DetailsTaken`, `PhoneInvalid`, `PictureRefused`, `InvalidInput` (weak
    password) or `TooManyAttempts`.
    """
    school = context.require_tenant()
    # Counted first: whoever tries out which e-mails are known uses up the same allowance.
    count_sign_up(address=address, now=now)
    guardian = _guardian(parent_phone, school)
    user = prepare_person(
        username=clean_person_username(username),
        user_type=User.Type.STUDENT,
        region=school.country,
        **person,
    )
    with stored_together():
        save_person(user=user)
        return _add_student(user, parent_phone=guardian, now=now)


def join_school(*, user: User, now: datetime, parent_phone: str = "") -> tuple[Student, bool]:
    """Make an existing person a student of the active school; False when they are one already.

    Joining twice at once makes one row. Raises `StudentBlocked` or `StaffCannotJoin`.
    """
    school = context.require_tenant()
    guardian = _guardian(parent_phone, school)
    existing = find_student_of_user(user_id=user.pk)
    if existing is None:
        try:
            with transaction.atomic():
                return _add_student(user, parent_phone=guardian, now=now), True
        except IntegrityError:
            existing = find_student_of_user(user_id=user.pk)
            if existing is None:
                raise StaffCannotJoin from None
    if not existing.is_active:
        raise StudentBlocked
    return existing, False


def join_new_person(*, user: User, parent_phone: str, now: datetime) -> Student:
    """The student's row of an identity that was saved a moment ago; the caller holds the transaction.

    Raises `PhoneInvalid` on `parent_phone`.
    """
    return _add_student(user, parent_phone=_guardian(parent_phone, context.require_tenant()), now=now)


def _guardian(raw: str, school: context.ActiveTenant) -> str:
    return normalise_phone(raw, region=school.country, field="parent_phone") if raw.strip() else ""


def _add_student(user: User, *, parent_phone: str, now: datetime) -> Student:
    school = context.require_tenant()
    Membership.objects.create(user=user, tenant_id=school.id, role=Membership.Role.STUDENT)
    student = Student.objects.create(
        user_id=user.pk,
        user_number=user.number,
        username=user.username,
        email=user.email,
        phone=user.phone or "",
        parent_phone=parent_phone,
        country_code=country_of_phone(user.phone or ""),
        first_name=user.first_name,
        last_name=user.last_name,
        full_name=user.full_name,
        avatar=user.avatar.name or "",
        user_created_at=user.created_at,
        joined_at=now,
    )
    # The shared count comes last: everybody who joins this school waits for this row.
    count_students(tenant_id=school.id, change=1)
    publish(StudentJoined(student_id=student.pk))
    return student
