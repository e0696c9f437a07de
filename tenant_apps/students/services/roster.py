"""What teachers do with their students."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from shared_apps.accounts.models import Membership, Session
from shared_apps.accounts.services import end_sessions_of
from shared_apps.kernel.acts import note_act
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.events import publish
from shared_apps.kernel.phones import COUNTRY_CODES
from shared_apps.teachers.services import count_students
from tenant_apps.students.errors import CountryCodeUnknown, NotesTooLong, PlanNameTooLong
from tenant_apps.students.events import StudentBlockChanged, StudentLeaving
from tenant_apps.students.models import Student
from tenants import context
from tenants.storage import discard_after_commit

PLAN_NAME_LENGTH = 40
NOTES_LENGTH = 5000
TAG_LENGTH = 30
MOST_TAGS = 20


def toggle_block(*, student: Student, now: datetime) -> Student:
    """Block an active student or let a blocked one in again."""
    with transaction.atomic():
        locked = _lock(student)
        return _write_block(locked, is_blocked=locked.is_active, now=now)


def set_blocked(*, student: Student, is_blocked: bool, now: datetime) -> Student:
    """Block a student or let them in; doing it twice changes nothing."""
    with transaction.atomic():
        return _write_block(_lock(student), is_blocked=is_blocked, now=now)


def set_plan(*, student: Student, plan: str | None = None, country_code: str | None = None) -> Student:
    """Say to which plan the student subscribed and from which country they learn; None leaves it.

    What is open to them changes with the next request. Raises `CountryCodeUnknown`, `PlanNameTooLong`.
    """
    name = None if plan is None else " ".join(plan.replace("\0", "").split())
    country = None if country_code is None else country_code.strip().upper()
    if name and len(name) > PLAN_NAME_LENGTH:
        raise PlanNameTooLong
    if country and country not in COUNTRY_CODES:
        raise CountryCodeUnknown
    with transaction.atomic():
        locked = _lock(student)
        locked.plan = locked.plan if name is None else name
        locked.country_code = locked.country_code if country is None else country
        locked.save(update_fields=["plan", "country_code", "updated_at"])
        note_act(act="student.plan_set", of=locked.pk, title=locked.full_name, details={"plan": locked.plan})
    return locked


def keep_notes(*, student: Student, notes: str, tags: Iterable[str]) -> Student:
    """Write the teacher's own notes and tags of the student. Raises `NotesTooLong`, `NotFound`."""
    text = notes.replace("\0", "").strip()
    if len(text) > NOTES_LENGTH:
        raise NotesTooLong
    with transaction.atomic():
        locked = _lock(student)
        locked.notes, locked.tags = text, clean_tags(tags)
        locked.save(update_fields=["notes", "tags", "updated_at"])
        note_act(act="student.noted", of=locked.pk, title=locked.full_name)
    return locked


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Tags with single spaces, each once, in their order; what is too long or too many is cut."""
    cleaned = (" ".join(tag.replace("\0", "").split())[:TAG_LENGTH].strip() for tag in tags)
    return list(dict.fromkeys(tag for tag in cleaned if tag))[:MOST_TAGS]


def remove_student(*, student: Student, now: datetime) -> None:
    """Delete the student with enrolments and progress; what they paid with codes stays in the books.

    The identity stays: the person may study elsewhere and join again. Raises `NotFound` when it was
    done meanwhile.
    """
    school = context.require_tenant()
    with transaction.atomic():
        locked = _lock(student)
        note_act(act="student.removed", of=locked.pk, title=locked.full_name)
        publish(StudentLeaving(student_id=locked.pk))
        _end_sessions(locked, reason="removed", now=now)
        Membership.objects.filter(
            user_id=locked.user_id, tenant_id=school.id, role=Membership.Role.STUDENT
        ).delete()
        discard_after_commit(locked.profile_picture.name or "")
        locked.delete()
        count_students(tenant_id=school.id, change=-1)


def _write_block(student: Student, *, is_blocked: bool, now: datetime) -> Student:
    if student.is_active is is_blocked:
        student.is_active = not is_blocked
        student.save(update_fields=["is_active", "updated_at"])
        if is_blocked:
            _end_sessions(student, reason="blocked", now=now)
        act = "student.blocked" if is_blocked else "student.let_in"
        note_act(act=act, of=student.pk, title=student.full_name)
        publish(StudentBlockChanged(student_id=student.pk, is_active=student.is_active))
    return student


def _end_sessions(student: Student, *, reason: str, now: datetime) -> None:
    end_sessions_of(
        user_id=student.user_id,
        tenant_id=context.require_tenant().id,
        kind=Session.Kind.STUDENT,
        reason=reason,
        now=now,
    )


def _lock(student: Student) -> Student:
    locked = Student.objects.select_for_update().filter(pk=student.pk).first()
    if locked is None:
        raise NotFound
    return locked
