"""Identities, students, staff."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from shared_apps.accounts.models import Membership, User
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student
from tenants import context
from tests.template_rows import PASSWORD

_serial = count(1)
JOINED = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


def make_user(**fields: Any) -> User:
    """A person with the password `PASSWORD`."""
    n = next(_serial)
    fields.setdefault("username", f"person{n}")
    fields.setdefault("email", f"{fields['username']}@people.example")
    fields.setdefault("phone", f"+20101{n:07d}")
    fields.setdefault("first_name", fields["username"].title())
    fields.setdefault("last_name", "Tester")
    password = fields.pop("password", PASSWORD)
    user = User(**fields)
    user.set_password(password)
    user.save()
    return user


def make_admin(**fields: Any) -> User:
    """A platform administrator."""
    return make_user(user_type=User.Type.ADMIN, is_staff=True, is_superuser=True, **fields)


def make_student(user: User | None = None, **fields: Any) -> Student:
    """A student of the active school; `student.user` is the identity for signing in."""
    user = user or make_user(**({"username": fields.pop("username")} if "username" in fields else {}))
    school = context.require_tenant()
    Membership.objects.create(user=user, tenant_id=school.id, role=Membership.Role.STUDENT)
    fields.setdefault("full_name", user.full_name)
    fields.setdefault("joined_at", JOINED)
    student = Student.objects.create(
        user_id=user.id,
        user_number=user.number,
        username=user.username,
        email=user.email,
        phone=user.phone or "",
        first_name=user.first_name,
        last_name=user.last_name,
        user_created_at=user.created_at,
        **{"parent_phone": "+201099999999", **fields},
    )
    student.user = user
    return student


def make_staff(role: str = "instructor", user: User | None = None, **fields: Any) -> StaffMember:
    """A staff member of the active school; `member.user` is the identity."""
    user = user or make_user(user_type=User.Type.TEACHER)
    school = context.require_tenant()
    Membership.objects.create(user=user, tenant_id=school.id, role=role)
    member = StaffMember.objects.create(
        user_id=user.id, role=role, full_name=user.full_name, email=user.email, **fields
    )
    member.user = user
    return member


def owner_of(school: context.ActiveTenant) -> User:
    """The identity of a school's owner."""
    return User.objects.get(username=school.username)
