"""New identities."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, Required, TypedDict

from django.conf import settings
from django.db import IntegrityError

from shared_apps.accounts.errors import ContactMissing, DetailsRefused, DetailsTaken
from shared_apps.accounts.models import User
from shared_apps.accounts.selectors import find_taken
from shared_apps.accounts.services.passwords import refuse_weak_password
from shared_apps.kernel.images import PictureLimits, clean_pictures
from shared_apps.kernel.phones import normalise_phone
from tenants import context
from tenants.storage import stored_together

AVATAR_SIDE = 512


class PersonDetails(TypedDict, total=False):
    """What people say of themselves when they sign up; the pictures are uploads as they came."""

    first_name: Required[str]
    last_name: Required[str]
    email: Required[str]
    phone: Required[str]
    password: Required[str]
    avatar: IO[bytes] | None
    language: str
    password_field: str
    """Where a refusal of the password is shown."""
    pictures: PictureLimits | None
    """What the form takes for a picture, if not what `clean_picture` takes by itself."""


def prepare_person(
    *,
    first_name: str,
    last_name: str,
    username: str,
    email: str,
    phone: str,
    password: str,
    user_type: str,
    region: str,
    language: str = "",
    avatar: IO[bytes] | None = None,
    password_field: str = "password1",
    pictures: PictureLimits | None = None,
) -> User:
    """An identity that is ready to be saved: cleaned, its password hashed, its picture drawn anew.

    Call it outside a transaction, because it is slow on purpose (the hash). `username` is clean
    already. Raises `ContactMissing`, `PhoneInvalid`, `PictureRefused`, `InvalidInput` (weak password)
    or `DetailsTaken`.
    """
    if not email.strip() and not phone.strip():
        raise ContactMissing
    user = User(
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        username=username,
        email=email.strip().lower(),
        phone=normalise_phone(phone, region=region) if phone.strip() else None,
        user_type=user_type,
        language=language,
    )
    refuse_weak_password(password=password, user=user, field=password_field)
    if avatar is not None:
        drawn = clean_pictures(uploads={"avatar": (avatar, AVATAR_SIDE)}, limits=pictures)
        user.avatar = drawn["avatar"]
    _refuse_taken(user)
    user.set_password(password)
    return user


def save_person(*, user: User) -> User:
    """Write an identity from `prepare_person`; the caller holds the transaction.

    Of two people who ask for one e-mail, phone or username at once, the second waits for the first
    to commit and gets `DetailsTaken`.
    """
    try:
        # The picture belongs to the person, not to the school where they happen to sign up.
        with context.platform(), stored_together():
            user.save(force_insert=True)
    except IntegrityError as error:
        _refuse_taken(user)
        raise DetailsTaken(fields=_fields_of(error)) from error
    return user


def _refuse_taken(user: User) -> None:
    taken = find_taken(email=user.email, phone=user.phone, username=user.username)
    if taken:
        raise _refusal(taken)


def _refusal(taken: list[str]) -> Exception:
    refuse: Callable[[], Exception] = (
        DetailsRefused if settings.NEUTRAL_ANSWERS else lambda: DetailsTaken(fields=taken)
    )
    return refuse()


def _fields_of(error: IntegrityError) -> list[str]:
    text = str(error)
    found = [field for field in ("email", "phone", "username") if f"user_{field}_once" in text]
    if not found:
        raise error
    return found
