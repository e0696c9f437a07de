"""Students as the teacher's list shows, searches and narrows them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.expressions import OrderBy

from shared_apps.kernel.phones import western_digits
from shared_apps.kernel.searching import words_in
from tenant_apps.coupons.models import CodeUse
from tenant_apps.coupons.rules import normalise_code
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import NEWEST
from tenants.orm import TenantQuerySet

_CODE_CHARS = range(8, 17)
_PHONE = re.compile(r"[+0-9][0-9 ().-]*")
_FEWEST_DIGITS = 3
ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "name": ("full_name", "id"),
    "oldest": ("joined_at", "id"),
    "seen": (F("last_activity_at").desc(nulls_last=True), "-id"),
    "unseen": (F("last_activity_at").asc(nulls_first=True), "id"),
    # As the lists of the contracts call them; bookmarks may have them.
    "enrollment_date": ("joined_at", "id"),
    "student__full_name": ("full_name", "id"),
}
STATES = frozenset({"active", "blocked", "expired"})


@dataclass(frozen=True, slots=True)
class RosterSearch:
    """What is empty does not narrow."""

    text: str = ""
    """Words of name, e-mail and username; part of a phone in any writing; or a code that was used."""
    state: str = ""
    """`active`, `blocked`, or `expired`: had courses, and none is open now."""
    course_id: uuid.UUID | None = None
    """In this course, wholly or with a module, also when the time is over."""
    idle_days: int | None = None
    """Not seen for so many days."""
    guardian: str = ""
    """`with` or `without` a guardian's phone."""
    tag: str = ""
    order: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the order was asked."""
        narrowing = (self.text, self.state, self.course_id, self.idle_days, self.guardian, self.tag)
        return any(part not in ("", None) for part in narrowing)


@dataclass(frozen=True, slots=True)
class StudentRow:
    student: Student
    courses: int
    """In how many courses the student is or was, wholly or with a module."""


def find_students(*, search: RosterSearch, now: datetime) -> TenantQuerySet:
    """The school's students that fit, newest first unless `search.order` is one of `ORDERS`."""
    rows = Student.objects.order_by(*ORDERS.get(search.order, NEWEST))
    kept = Enrollment.objects.kept().filter(student=OuterRef("pk"))
    if search.state in ("active", "blocked"):
        rows = rows.filter(is_active=search.state == "active")
    if search.state == "expired":
        live = Enrollment.objects.live(now=now).filter(student=OuterRef("pk"))
        rows = rows.filter(Exists(kept), ~Exists(live))
    if search.course_id:
        rows = rows.filter(Exists(kept.filter(course_id=search.course_id)))
    if search.idle_days is not None:
        since = now - timedelta(days=search.idle_days)
        rows = rows.filter(Q(last_activity_at__lt=since) | Q(last_activity_at=None, joined_at__lt=since))
    if search.guardian in ("with", "without"):
        without = Q(parent_phone="")
        rows = rows.filter(without if search.guardian == "without" else ~without)
    if search.tag:
        rows = rows.filter(tags__contains=[search.tag])
    return rows.filter(_fits(search.text)) if search.text else rows


def list_tags() -> list[str]:
    """Every tag that some student has, by name."""
    found = Student.objects.exclude(tags=[]).values_list("tags", flat=True).order_by()
    return sorted({tag for tags in found.distinct() for tag in tags})


def student_rows(*, students: Sequence[Student]) -> list[StudentRow]:
    """One query for all of them."""
    kept = Enrollment.objects.kept().filter(student__in=students).order_by()
    counts = dict(kept.values_list("student_id").annotate(Count("course_id", distinct=True)))
    return [StudentRow(student, counts.get(student.id, 0)) for student in students]


def _fits(text: str) -> Q:
    fits = words_in(text, fields=["username", "email", "full_name"])
    digits = phone_digits(text)
    if digits:
        fits |= Q(phone__contains=digits) | Q(parent_phone__contains=digits)
    code = normalise_code(text)
    if len(code) in _CODE_CHARS:
        fits |= Q(pk__in=CodeUse.objects.filter(access_code__code=code).values("student_id"))
    return fits


def phone_digits(text: str) -> str:
    """The digits of a part of a phone number as rows keep them; empty when it is not one.

    `0101 234`, `+20-101-234`, `0020101234` and `٠١٠١٢٣٤` mean one number.
    """
    typed = western_digits(text).strip()
    if not _PHONE.fullmatch(typed):
        return ""
    digits = re.sub(r"[^0-9]", "", typed).lstrip("0")
    return digits if len(digits) >= _FEWEST_DIGITS else ""
