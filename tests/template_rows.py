"""What the template database holds: two schools alike, each with its owner."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

SCHOOLS = {"alpha": "alice", "beta": "basma"}
"""Fixture name and username. Alice owns the first school, Basma the second."""
PASSWORD = "right-Horse-7"
JOINED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def make_schools() -> None:
    for username in SCHOOLS.values():
        make_school(username=username)


@transaction.atomic
def make_school(*, username: str) -> None:
    from shared_apps.accounts.models import Membership, User
    from shared_apps.teachers.models import TeacherProfile
    from tenant_apps.staff.models import StaffMember
    from tenants import context
    from tenants.models import Tenant
    from tenants.provision import create_school_schema

    user = User(
        username=username,
        email=f"{username}@owners.example",
        phone=f"+2010{sum(map(ord, username)):08d}",
        first_name=username.title(),
        last_name="Owner",
        user_type=User.Type.TEACHER,
    )
    user.set_password(PASSWORD)
    user.save()
    tenant = Tenant.objects.create(username=username, state=Tenant.State.ACTIVE, activated_at=JOINED)
    create_school_schema(tenant)
    TeacherProfile.objects.create(tenant=tenant, user=user, full_name=user.full_name)
    Membership.objects.create(user=user, tenant=tenant, role=Membership.Role.OWNER)
    with context.enter(tenant):
        StaffMember.objects.create(
            user_id=user.id, role=StaffMember.Role.OWNER, full_name=user.full_name, email=user.email
        )
