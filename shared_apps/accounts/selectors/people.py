"""Reads of identities."""

from __future__ import annotations

import uuid

from django.db.models import Q

from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.kernel.phones import PhoneInvalid, normalise_phone

DEFAULT_REGION = "EG"


def find_person(*, login: str, region: str = DEFAULT_REGION) -> User | None:
    """The person whose e-mail, phone (read as a number of `region`) or username is `login`. One query.

    Somebody may have another's phone number as username: the owner of the phone is meant.
    """
    name = login.strip().lower()
    if "@" in name:
        return User.objects.filter(email=name).first()
    try:
        phone = normalise_phone(name, region=region)
    except PhoneInvalid:
        return User.objects.filter(username=name).first()
    found = list(User.objects.filter(Q(username=name) | Q(phone=phone)))
    return next((user for user in found if user.phone == phone), found[0] if found else None)


def find_person_by_email(*, email: str) -> User | None:
    """Who signs in by this e-mail; nobody when it is empty."""
    address = email.strip().lower()
    return User.objects.filter(email=address, is_active=True).first() if address else None


def find_taken_by_others(*, user_id: uuid.UUID, email: str, phone: str | None) -> list[str]:
    """Which of the two somebody else has already, in the order `email`, `phone`."""
    others = User.objects.exclude(pk=user_id)
    taken = ["email"] if email and others.filter(email=email).exists() else []
    return [*taken, "phone"] if phone and others.filter(phone=phone).exists() else taken


def find_taken(*, email: str, phone: str | None, username: str) -> list[str]:
    """Which of the three somebody has already, in the order `email`, `phone`, `username`."""
    given = {"email": email, "phone": phone, "username": username}
    wanted = Q(username=username)
    if email:
        wanted |= Q(email=email)
    if phone:
        wanted |= Q(phone=phone)
    people = list(User.objects.filter(wanted).only("email", "phone", "username"))
    return [
        name
        for name, value in given.items()
        if value and any(getattr(person, name) == value for person in people)
    ]


def find_waiting_email(*, user_id: uuid.UUID) -> OneTimeCode | None:
    """The code of the e-mail that the person wants and has not proved yet; it may be over."""
    open_codes = OneTimeCode.objects.filter(user_id=user_id, used_at=None)
    return open_codes.filter(purpose=OneTimeCode.Purpose.NEW_EMAIL).first()
