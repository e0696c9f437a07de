"""What schools copy of a person is written in one place, and each of their schools hears of it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from shared_apps.accounts.errors import DetailsRefused, DetailsTaken
from shared_apps.accounts.events import IdentityWritten, PersonChanged
from shared_apps.accounts.models import Membership, User
from shared_apps.accounts.selectors import find_taken_by_others
from shared_apps.kernel.events import publish
from tenants import context
from tenants.hosts import find_school_by_id


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


def change_person(*, user: User, write: Callable[[User], list[str]]) -> User:
    """Let `write` change the locked row (it returns the names of the fields) and tell the schools.

    The active school hears of it at once, the others by a job; `user` shows the new values, too.
    """
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


def refuse_taken(*, user: User, email: str, phone: str | None) -> None:
    """Raise `DetailsTaken` (with NEUTRAL_ANSWERS: `DetailsRefused`) when another person has one of them."""
    taken = find_taken_by_others(user_id=user.pk, email=email, phone=phone)
    if taken:
        raise DetailsRefused if settings.NEUTRAL_ANSWERS else DetailsTaken(fields=taken)
