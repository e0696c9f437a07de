"""A person changes their names, picture, e-mail or phone: for every school at once."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.errors import ContactMissing, DetailsTaken, EmailStays, PasswordWrong
from shared_apps.accounts.models import Session, User
from shared_apps.accounts.services.new_email import ask_new_email, count_new_email
from shared_apps.accounts.services.passwords import count_password_try
from shared_apps.accounts.services.people import AVATAR_SIDE
from shared_apps.accounts.services.spreading import change_person, refuse_taken
from shared_apps.kernel import counters
from shared_apps.kernel.images import clean_pictures
from shared_apps.kernel.phones import normalise_phone
from tenants import context
from tenants.storage import discard_after_commit, stored_together


def change_contact(
    *, session: Session, password: str, email: str, phone: str, region: str, now: datetime
) -> User:
    """Give the person of `session` this phone, by which they sign in from now on, and ask for this e-mail.

    Another `email` becomes theirs by `confirm_new_email`: until then a code waits in that mailbox.
    `phone` is read as a number of `region`.
    Raises `PasswordWrong`, `SignInLocked` (too many wrong tries), `PhoneInvalid`, `EmailStays`,
    `ContactMissing`, `DetailsTaken`, or `TooManyAttempts` of asking for codes.
    """
    user = session.user
    key = f"change_password:{user.pk}"
    count_password_try(key=key, now=now)
    if not user.check_password(password):
        raise PasswordWrong(_("This password is not right."), field="password")
    counters.clear(key=key)
    number = normalise_phone(phone, region=region) if phone.strip() else None
    address = email.strip().lower()
    if user.email and not address:
        raise EmailStays
    if not number and not address:
        raise ContactMissing
    refuse_taken(user=user, email=address, phone=number)
    if address != user.email:
        count_new_email(user=user, email=address, now=now)

    def write(locked: User) -> list[str]:
        locked.phone = number
        if address != locked.email:
            ask_new_email(user=locked, email=address, now=now)
        return ["phone"]

    try:
        return change_person(user=user, write=write)
    except IntegrityError as error:
        # Somebody took it between the look and the write.
        raise DetailsTaken(fields=["phone"]) from error


def change_names(*, user: User, first_name: str, last_name: str) -> User:
    """The person is called so from now on; an empty first name means “as before”."""

    def write(locked: User) -> list[str]:
        locked.first_name = first_name.strip() or locked.first_name
        locked.last_name = last_name.strip()
        return ["first_name", "last_name"]

    return change_person(user=user, write=write)


def change_avatar(*, user: User, picture: IO[bytes] | None) -> User:
    """The person's own picture; None removes it. Raises `PictureRefused`."""
    uploads = {"avatar": (picture, AVATAR_SIDE)} if picture else {}
    drawn = clean_pictures(uploads=uploads, limits=None)
    # The picture belongs to the person, not to the school where they happen to be.
    with context.platform(), stored_together():
        locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        former = locked.avatar.name or ""
        locked.avatar = drawn.get("avatar") or ""
        locked.save(update_fields=["avatar", "updated_at"])
        discard_after_commit(former)
    user.avatar = locked.avatar
    return locked
