"""Rows of the bulk journey, written into the running product's database by a process of its own.

python -m tests.journeys.bulk_rows alice 30  →  one line of JSON: schema, course, who signs in
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from secrets import randbelow, token_hex
from typing import Any


def main(school: str, number: int) -> None:
    import django

    django.setup()
    from tenants import context
    from tenants.context import ActiveTenant
    from tenants.models import Tenant

    tenant = Tenant.objects.get(username=school)
    with context.enter(ActiveTenant.of(tenant)):
        print(json.dumps({"schema": tenant.schema_name, **_rows(number)}))


def _rows(number: int) -> dict[str, Any]:
    """`number` students of a course whose access ends in ten days, and somebody in another one."""
    from django.utils import timezone

    from shared_apps.accounts.models import User
    from tests.factories import PASSWORD, make_course, make_enrollment, make_staff, make_student, make_user

    teacher = make_user(username=f"desk{token_hex(4)}", phone=f"+20122{randbelow(10**7):07d}")
    make_staff("instructor", teacher)
    course, other = make_course(title="Waves موجات"), make_course(title="Light ضوء")
    ends = timezone.now() + timedelta(days=10)
    for place in range(number + 1):
        # Nobody of them signs in: no password is worth hashing.
        name, phone = f"one{token_hex(5)}", f"+20123{randbelow(10**7):07d}"
        user = User.objects.create(
            username=name, email=f"{name}@people.example", phone=phone, first_name=name
        )
        name, guardian = f"Pupil {place + 1:02d} تلميذ", f"+20124{place:07d}"
        student = make_student(user, full_name=name, parent_phone=guardian)
        make_enrollment(student, course if place < number else other, ends_at=ends)
    return {
        "course": str(course.id),
        "other": str(other.id),
        "teacher": teacher.email,
        "password": PASSWORD,
        "ends": ends.isoformat(),
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
