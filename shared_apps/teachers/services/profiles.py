"""A school's public face changes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from branding.services import forget_brand
from shared_apps.kernel.events import publish
from shared_apps.kernel.images import clean_picture
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
PICTURES = {"profile_picture": 1200, "logo": 800}
_ON_BRAND = frozenset({"full_name", "logo", "specialization", *COLOURS})


def update_teacher_profile(
    *, tenant_id: uuid.UUID, changes: Mapping[str, Any], now: datetime
) -> TeacherProfile:
    """Write the given fields of the school's profile, those that are not given stay.

    Fields: `TEXTS`, `COLOURS`, `date_of_birth` and `PICTURES` (an upload, or None to remove it).
    Raises `TeacherUnknown`, `ColourRefused` or `PictureRefused`.
    """
    given = _cleaned(changes)
    profile = get_profile(tenant_id=tenant_id)
    with context.enter(profile.tenant), stored_together():
        locked = TeacherProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
        former = [getattr(locked, name).name for name in PICTURES if name in given]
        for name, value in given.items():
            setattr(locked, name, value)
        if _ON_BRAND & given.keys():
            locked.brand_version += 1
        locked.save(update_fields=[*given, "brand_version", "updated_at"])
        discard_after_commit(*former)
        publish(TeacherProfileChanged(tenant_id=locked.tenant_id, at=now))
        transaction.on_commit(lambda: forget_brand(tenant_id=locked.tenant_id))
    locked.user, locked.tenant = profile.user, profile.tenant
    return locked


def _cleaned(changes: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {name: (changes[name] or "").strip() for name in TEXTS if name in changes}
    if not given.get("full_name", "kept"):
        del given["full_name"]  # an empty text for an optional field means “as before”
    if "date_of_birth" in changes:
        given["date_of_birth"] = changes["date_of_birth"]
    for name in COLOURS:
        if changes.get(name):
            given[name] = clean_colour(changes[name], field=name)
    for name, side in PICTURES.items():
        if name in changes:
            upload = changes[name]
            given[name] = clean_picture(upload=upload, field=name, max_side=side) if upload else ""
    return given
