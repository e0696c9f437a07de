"""The pages' way in: an account without inventing a username, joining with the account one has."""

from __future__ import annotations

import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from shared_apps.accounts.errors import DetailsTaken
from shared_apps.accounts.models import Session, User
from shared_apps.accounts.services import Tokens, check_credentials, start_session
from tenant_apps.students.services.joining import join_school, register_student
from tenants import context

MAX_NAME_TRIES = 5
_STEM_CHARS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStudent:
    """What somebody says about themselves at the door."""

    first_name: str
    last_name: str
    email: str
    phone: str
    parent_phone: str
    password: str
    language: str = ""


def open_account(*, person: NewStudent, now: datetime, address: str = "", user_agent: str = "") -> Tokens:
    """As `register_student`, with a username made for them, and signed in at once; the e-mail may be empty.

    A weak password is refused on `password`. Raises what `register_student` raises, but never about
    the username.
    """
    for attempt in range(MAX_NAME_TRIES):
        username = username_from(email=person.email, is_first_try=attempt == 0)
        try:
            student = register_student(
                **asdict(person), username=username, now=now, address=address, password_field="password"
            )
        except DetailsTaken as refusal:
            others = tuple(field for field in refusal.fields if field != "username")
            if others:
                raise DetailsTaken(fields=others) from refusal
            taken = refusal
            continue
        user = User.objects.get(pk=student.user_id)
        return _start_session(user=user, now=now, address=address, user_agent=user_agent)
    raise taken


def username_from(*, email: str, is_first_try: bool) -> str:
    """A username like the e-mail's first part; after the first try, or without one, with digits behind it."""
    if not email:
        # Never the phone: usernames are seen by others.
        return f"student.{secrets.randbelow(900_000) + 100_000}"
    stem = re.sub(r"[^a-z0-9]+", ".", email.partition("@")[0].lower()).strip(".")[:_STEM_CHARS].strip(".")
    if not stem or not stem[0].isalpha():
        stem = f"student.{stem}".strip(".")[:_STEM_CHARS].strip(".")
    if is_first_try and len(stem) > 2:
        return stem
    return f"{stem}.{secrets.randbelow(9000) + 1000}"


def join_and_sign_in(
    *, login: str, password: str, now: datetime, address: str = "", user_agent: str = ""
) -> Tokens:
    """Make the person with this name and password a student of the active school, and sign them in.

    Raises `CredentialsWrong`, `SignInLocked`, `StudentBlocked` or `StaffCannotJoin`.
    """
    school = context.require_tenant()
    user = check_credentials(
        login=login,
        password=password,
        tenant_id=school.id,
        region=school.country,
        address=address,
        now=now,
    )
    join_school(user=user, now=now)
    return _start_session(user=user, now=now, address=address, user_agent=user_agent)


def _start_session(*, user: User, now: datetime, address: str, user_agent: str) -> Tokens:
    return start_session(
        user=user,
        tenant_id=context.require_tenant().id,
        kind=Session.Kind.STUDENT,
        now=now,
        address=address or None,
        user_agent=user_agent,
    )
