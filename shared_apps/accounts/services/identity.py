"""A person changes their names, picture, e-mail or phone: for every school at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import IO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.errors import DetailsRefused, DetailsTaken, PasswordWrong
from shared_apps.accounts.events import EmailReplaced, IdentityWritten, PersonChanged
from shared_apps.accounts.models import Membership, Session, User
from shared_apps.accounts.selectors import find_taken_by_others
from shared_apps.accounts.services.passwords import count_password_try
from shared_apps.accounts.services.people import AVATAR_SIDE
from shared_apps.kernel import counters
from shared_apps.kernel.events import publish
from shared_apps.kernel.images import clean_pictures
from shared_apps.kernel.phones import normalise_phone
from tenants import context
from tenants.hosts import find_school_by_id
from tenants.storage import discard_after_commit, stored_together


def change_contact(
    *, session: Session, password: str, email: str, phone: str, region: str, now: datetime
) -> User:
    """Give the person of `session` this e-mail and phone, by which they sign in from now on.

    `phone` is read as a number of `region`. The former e-mail is told of a new one.
    Raises `PasswordWrong`, `SignInLocked` (too many wrong tries), `PhoneInvalid` or `DetailsTaken`.
    """
    user = session.user
    key = f"change_password:{user.pk}"
    count_password_try(key=key, now=now)
    if not user.check_password(password):
        raise PasswordWrong(_("This password is not right."), field="password")
    counters.clear(key=key)
    number = normalise_phone(phone, region=region) if phone.strip() else None
    given = {"email": email.strip().lower(), "phone": number}

    def write(locked: User) -> list[str]:
        former = locked.email
        locked.email, locked.phone = str(given["email"]), number
        if former != locked.email:
            publish(EmailReplaced(user_id=locked.pk, former=former))
        return ["email", "phone"]

    _refuse_taken(user, given)
    try:
        return _change(user, write)
    except IntegrityError as error:
        # Somebody took it between the look and the write.
        _refuse_taken(user, given)
        raise DetailsTaken(fields=["email"]) from error


def change_names(*, user: User, first_name: str, last_name: str) -> User:
    """The person is called so from now on; an empty first name means “as before”."""

    def write(locked: User) -> list[str]:
        locked.first_name = first_name.strip() or locked.first_name
        locked.last_name = last_name.strip()
        return ["first_name", "last_name"]

    return _change(user, write)


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


def tell_schools(*, user: User) -> int:
    """Let every school of the person copy what it shows of them; returns how many there are."""
    told = 0
    for tenant_id in Membership.objects.filter(user=user).values_list("tenant_id", flat=True):
        school = find_school_by_id(tenant_id=tenant_id)
        if school is None:
            continue
        with context.enter(school), transaction.atomic():
            publish(_news(user))
        told += 1
    return told


def _change(user: User, write: Callable[[User], list[str]]) -> User:
    with transaction.atomic():
        locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        former_name = locked.full_name
        fields = write(locked)
        locked.save(update_fields=[*fields, "updated_at"])
        if context.active():
            publish(_news(locked, former_name))
        publish(IdentityWritten(user_id=locked.pk))
    for name in fields:
        setattr(user, name, getattr(locked, name))
    return locked


def _news(user: User, former_name: str = "") -> PersonChanged:
    return PersonChanged(
        user_id=user.pk,
        email=user.email,
        phone=user.phone or "",
        full_name=user.full_name,
        former_name=former_name or user.full_name,
    )


def _refuse_taken(user: User, given: dict[str, str | None]) -> None:
    taken = find_taken_by_others(user_id=user.pk, email=given["email"] or "", phone=given["phone"])
    if taken:
        raise DetailsRefused if settings.NEUTRAL_ANSWERS else DetailsTaken(fields=taken)
