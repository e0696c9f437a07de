"""A student whom the school's staff writes down at the desk, with a password to be handed over."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shared_apps.accounts.errors import DetailsTaken
from shared_apps.accounts.models import User
from shared_apps.accounts.services import prepare_person, save_person
from shared_apps.accounts.services.desk_reset import issue_reset_link
from shared_apps.kernel.acts import note_act
from shared_apps.kernel.phones import normalise_phone
from tenant_apps.students.models import Student
from tenant_apps.students.services.door import username_from
from tenant_apps.students.services.joining import join_new_person
from tenants import context
from tenants.storage import stored_together

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for others when read aloud."""
_NAME_TRIES = 5


@dataclass(frozen=True, slots=True)
class DeskAccount:
    """The new student, and the password, which is told only now."""

    student: Student
    login: str
    password: str


def add_student(*, full_name: str, phone: str, parent_phone: str, email: str, now: datetime) -> DeskAccount:
    """A new identity who is a student of the active school, with a password made for them.

    Raises `PhoneInvalid` or `DetailsTaken`: who has an account already joins with it by themselves.
    """
    school = context.require_tenant()
    first, _space, last = " ".join(full_name.split()).partition(" ")
    number = normalise_phone(phone, region=school.country)
    address = email.strip().lower()
    password = new_password()
    for attempt in range(_NAME_TRIES):
        try:
            user = prepare_person(
                first_name=first,
                last_name=last,
                username=username_from(email=address, is_first_try=attempt == 0),
                email=address,
                phone=number,
                password=password,
                user_type=User.Type.STUDENT,
                region=school.country,
                language=school.language,
            )
            with stored_together():
                save_person(user=user)
                student = join_new_person(user=user, parent_phone=parent_phone, now=now)
                note_act(act="student.added", of=student.pk, title=student.full_name)
            return DeskAccount(student=student, login=number, password=password)
        except DetailsTaken as refusal:
            others = tuple(field for field in refusal.fields if field != "username")
            if others:
                raise DetailsTaken(fields=others) from refusal
            taken = refusal
    raise taken


def give_reset_link(*, student: Student, now: datetime) -> str:
    """A word for a link by which the student, who has no e-mail, chooses a new password within a day.

    Raises `ResetNotByDesk`.
    """
    with transaction.atomic():
        word = issue_reset_link(user_id=student.user_id, now=now)
        note_act(act="student.reset_link_given", of=student.pk, title=student.full_name)
    return word


def new_password() -> str:
    """Two groups of five signs that can be read aloud: about 49 bits."""
    groups = ("".join(secrets.choice(_SIGNS) for _sign in range(5)) for _group in range(2))
    return "-".join(groups)
