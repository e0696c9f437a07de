"""A school's public face changes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from branding.services import forget_brand
from shared_apps.accounts.models import User
from shared_apps.kernel.acts import note_act
from shared_apps.kernel.events import publish
from shared_apps.kernel.images import PictureLimits, clean_pictures
from shared_apps.teachers.events import TeacherProfileChanged
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.rules import COLOURS, clean_colour
from shared_apps.teachers.selectors import get_profile
from tenants import context
from tenants.storage import discard_after_commit, stored_together

TEXTS = (
    "full_name",
    "bio",
    "address",
    "country",
    "city",
    "specialization",
    "institution",
    "experience",
    "gender",
)
NAMES = ("first_name", "last_name")
"""Of the person: they are another's only through the person."""
PICTURES = {"profile_picture": 1200, "logo": 800}
_ON_BRAND = frozenset({"full_name", "logo", "profile_picture", "specialization", *COLOURS})


def update_teacher_profile(
    *, tenant_id: uuid.UUID, changes: Mapping[str, Any], now: datetime, pictures: PictureLimits | None = None
) -> TeacherProfile:
    """Write the given fields of the school's profile, those that are not given stay.

    Fields: `TEXTS`, `NAMES` (of the owner; the school's `full_name` follows while it is the same),
    `COLOURS`, `date_of_birth`, `experience_years` and `PICTURES` (an upload, or None to remove it).
    Raises `TeacherUnknown`, `ColourRefused`, `PictureRefused` or, for several pictures, `InvalidInput`.
    """
    given = _cleaned(changes, pictures)
    profile = get_profile(tenant_id=tenant_id)
    with context.enter(profile.tenant), stored_together():
        locked = TeacherProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
        locked.user, locked.tenant = profile.user, profile.tenant
        locked.user = _renamed(locked, changes, given)
        former = [getattr(locked, name).name for name in PICTURES if name in given]
        for name, value in given.items():
            setattr(locked, name, value)
        if _ON_BRAND & given.keys():
            locked.brand_version += 1
        locked.save(update_fields=[*given, "brand_version", "updated_at"])
        discard_after_commit(*former)
        note_act(act="brand.changed" if _ON_BRAND & given.keys() else "profile.changed", of=locked.pk)
        publish(TeacherProfileChanged(tenant_id=locked.tenant_id, at=now))
        transaction.on_commit(lambda: forget_brand(tenant_id=locked.tenant_id))
    return locked


def _renamed(profile: TeacherProfile, changes: Mapping[str, Any], given: dict[str, Any]) -> User:
    names = {name: (changes[name] or "").strip() for name in NAMES if name in changes}
    if not names.get("first_name", "kept"):
        del names["first_name"]  # nobody is without
    if not names:
        return profile.user
    user = User.objects.select_for_update(no_key=True).get(pk=profile.user_id)
    is_called_so = profile.full_name == user.full_name
    for name, value in names.items():
        setattr(user, name, value)
    user.save(update_fields=[*names, "updated_at"])
    if is_called_so:
        given.setdefault("full_name", user.full_name)
    return user


def _cleaned(changes: Mapping[str, Any], pictures: PictureLimits | None) -> dict[str, Any]:
    given: dict[str, Any] = {name: (changes[name] or "").strip() for name in TEXTS if name in changes}
    if not given.get("full_name", "kept"):
        del given["full_name"]  # an empty text for an optional field means “as before”
    given |= {name: changes[name] for name in ("date_of_birth", "experience_years") if name in changes}
    for name in COLOURS:
        if changes.get(name):
            given[name] = clean_colour(changes[name], field=name)
    return given | _drawn(changes, pictures)


def _drawn(changes: Mapping[str, Any], limits: PictureLimits | None) -> dict[str, Any]:
    uploads = {name: (changes[name], side) for name, side in PICTURES.items() if changes.get(name)}
    removed = {name: "" for name in PICTURES if name in changes and not changes[name]}
    return removed | clean_pictures(uploads=uploads, limits=limits)
