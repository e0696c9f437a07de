"""How a person prefers to read, kept for their next device."""

from __future__ import annotations

from typing import TypedDict, Unpack

from shared_apps.accounts.models import User


class Preference(TypedDict, total=False):
    language: str
    digits: str
    theme: str


def keep_preference(*, user: User, **chosen: Unpack[Preference]) -> None:
    """Write what the person chose; the caller has checked that it is one of the choices."""
    User.objects.filter(pk=user.pk).update(**chosen)
    for name, value in chosen.items():
        setattr(user, name, value)
