"""A school that an operator opens for a teacher who asked by telephone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.operations.services.schools import note
from shared_apps.teachers.services import open_school
from tenants import context
from tenants.models import Tenant

LETTERS, DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"
"""Without those that are mistaken for each other when read out."""


@dataclass(frozen=True, slots=True)
class OpenedSchool:
    """The school, and the password that is shown this once."""

    tenant: Tenant
    password: str


def open_school_for(
    *,
    username: str,
    first_name: str,
    last_name: str,
    phone: str,
    email: str,
    language: str,
    by: User,
    now: datetime,
) -> OpenedSchool:
    """Open a school with a password of our own for its owner, who is to change it.

    Raises what `open_school` raises.
    """
    password = _password()
    with context.platform(), transaction.atomic():
        profile = open_school(
            username=username,
            first_name=first_name,
            last_name=last_name,
            phone=phone,
            email=email,
            language=language,
            password=password,
            now=now,
        )
        tenant = profile.tenant
        note(tenant, "school.open", by, after={"username": tenant.username, "owner": str(profile.user_id)})
    return OpenedSchool(tenant=tenant, password=password)


def _password() -> str:
    """Four groups that can be told over a telephone; some 60 bits."""
    groups = ["".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2)]
    groups += [
        "".join(secrets.choice(DIGITS) for _ in range(4)),
        secrets.choice(LETTERS).upper() + "".join(secrets.choice(LETTERS) for _ in range(3)),
    ]
    return "-".join(groups)
