"""The one field of the desk: a code, a link, a serial number or a phone, however it is typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from shared_apps.kernel.searching import words_in
from tenant_apps.coupons.models import AccessCode, CodeEvent, CodeUse
from tenant_apps.coupons.rules import Typed, near_codes, read_typed
from tenant_apps.students.models import Student

SHOWN = 50
SHORTEST_PART = 4
"""Fewer signs would show half of the school's codes."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the field led to: codes, or students with their uses of codes."""

    how: str
    """`code`, `serial`, `part`, `near`, `student`, `deleted`, or empty for nothing."""
    codes: list[AccessCode] = field(default_factory=list)
    students: list[Student] = field(default_factory=list)
    uses: list[CodeUse] = field(default_factory=list)
    deleted: CodeEvent | None = None


def find_codes(*, typed: str, with_students: bool = True) -> Found:
    """At most 50 of each. For staff: nobody's tries are counted here.

    Without `with_students` nobody is found by phone or name, for staff who have no business with them.
    """
    read = read_typed(typed)
    looks = [_exact, _by_serial, _by_pattern, _deleted, _near, _by_beginning]
    for look in [*looks, _by_student] if with_students else looks:
        found = look(read)
        if found is not None:
            return found
    return Found(how="")


def _codes() -> QuerySet[AccessCode]:
    return AccessCode.objects.select_related("batch").order_by("-created_at", "serial")


def _exact(read: Typed) -> Found | None:
    return _as_codes("code", _codes().filter(code=read.code)) if read.code else None


def _by_serial(read: Typed) -> Found | None:
    if not read.serial:
        return None
    return _as_codes("serial", _codes().filter(batch__number=read.batch_number, serial=read.serial))


def _by_pattern(read: Typed) -> Found | None:
    if len(read.pattern.replace("_", "")) < SHORTEST_PART:
        return None
    signs = "".join("." if sign == "_" else re.escape(sign) for sign in read.pattern)
    return _as_codes("near", _codes().filter(code__regex=f"^{signs}$"))


def _deleted(read: Typed) -> Found | None:
    if not read.code:
        return None
    events = CodeEvent.objects.select_related("batch").filter(code=read.code, kind=CodeEvent.Kind.DELETED)
    event = events.order_by("-at").first()
    return Found(how="deleted", deleted=event) if event else None


def _near(read: Typed) -> Found | None:
    near = near_codes(read.code)
    return _as_codes("near", _codes().filter(code__in=near)) if near else None


def _by_beginning(read: Typed) -> Found | None:
    if len(read.code) < SHORTEST_PART:
        return None
    return _as_codes("part", _codes().filter(code__startswith=read.code))


def _by_student(read: Typed) -> Found | None:
    students = _students(read)
    if not students:
        return None
    uses = CodeUse.objects.select_related("access_code__batch").order_by("-used_at", "-id")
    return Found(
        how="student",
        students=students,
        uses=list(uses.filter(student_id__in=[student.id for student in students])[:SHOWN]),
    )


def _students(read: Typed) -> list[Student]:
    if read.phone:
        who = Q(phone__endswith=read.phone) | Q(parent_phone__endswith=read.phone)
    elif len(read.text) >= 3:
        who = (
            words_in(read.text, fields=["full_name"])
            | Q(email__iexact=read.text)
            | Q(username__iexact=read.text)
        )
    else:
        return []
    return list(Student.objects.filter(who).order_by("full_name", "id")[:10])


def _as_codes(how: str, codes: QuerySet[AccessCode]) -> Found | None:
    rows = list(codes[:SHOWN])
    return Found(how=how, codes=rows) if rows else None
