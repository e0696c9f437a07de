"""The school's students: one of them, or all as a list."""

from __future__ import annotations

import uuid

from django.db.models import Q

from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.folding import search_words
from shared_apps.kernel.searching import word_in
from tenant_apps.students.models import Student
from tenants.orm import TenantQuerySet

ORDERINGS = {
    "enrollment_date": ("joined_at", "id"),
    "-enrollment_date": ("-joined_at", "-id"),
    "student__full_name": ("full_name", "id"),
    "-student__full_name": ("-full_name", "-id"),
}
BY_NAME = "student__full_name"
NEWEST = ORDERINGS["-enrollment_date"]
NAMES = ("username", "email", "full_name")


def find_active_student(*, user_id: uuid.UUID) -> Student | None:
    """The person as a student of the active school, unless blocked."""
    return Student.objects.filter(user_id=user_id, is_active=True).first()


def find_student_of_user(*, user_id: uuid.UUID) -> Student | None:
    """The person as a student of the active school, blocked or not."""
    return Student.objects.filter(user_id=user_id).first()


def get_student(*, student_id: uuid.UUID) -> Student:
    """The student with this id, blocked or not. Raises `NotFound`."""
    student = Student.objects.filter(pk=student_id).first()
    if student is None:
        raise NotFound
    return student


def get_student_of_user(*, user_id: uuid.UUID) -> Student:
    """The student whose identity has this id, blocked or not. Raises `NotFound`."""
    student = find_student_of_user(user_id=user_id)
    if student is None:
        raise NotFound
    return student


def get_student_by_user_number(*, number: int) -> Student:
    """The student whose identity has this number. Raises `NotFound`."""
    student = Student.objects.filter(user_number=number).first()
    if student is None:
        raise NotFound
    return student


def list_roster(*, search: str = "", is_active: bool | None = None, ordering: str = "") -> TenantQuerySet:
    """The active school's students, newest first unless `ordering` is one of `ORDERINGS`.

    `search` looks for each of its words in username, e-mail, name and phone, whichever way they are written.
    """
    rows = Student.objects.order_by(*ORDERINGS.get(ordering, NEWEST))
    if is_active is not None:
        rows = rows.filter(is_active=is_active)
    for word in search_words(search):
        rows = rows.filter(word_in(word, NAMES) | Q(phone__contains=word))
    return rows
