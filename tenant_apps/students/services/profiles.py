"""What students say about themselves at one school."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.images import clean_picture
from tenant_apps.students.models import Student
from tenants.storage import discard_after_commit, stored_together

TEXTS = ("full_name", "bio", "address", "country", "city", "gender")
PICTURE_SIDE = 800


def update_profile(*, student: Student, changes: Mapping[str, Any]) -> Student:
    """Write the given fields, those that are not given stay.

    Fields: `TEXTS`, `date_of_birth`, `profile_picture` (an upload, or None to remove it).
    Raises `PictureRefused`.
    """
    given = _cleaned(changes)
    with stored_together():
        locked = Student.objects.select_for_update().filter(pk=student.pk).first()
        if locked is None:
            raise NotFound
        former = (locked.profile_picture.name or "") if "profile_picture" in given else ""
        for name, value in given.items():
            setattr(locked, name, value)
        locked.save(update_fields=[*given, "updated_at"])
        discard_after_commit(former)
    return locked


def _cleaned(changes: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {name: (changes[name] or "").strip() for name in TEXTS if name in changes}
    if not given.get("full_name", "kept"):
        del given["full_name"]  # an empty text for an optional field means “as before”
    if "date_of_birth" in changes:
        given["date_of_birth"] = changes["date_of_birth"]
    if "profile_picture" in changes:
        upload = changes["profile_picture"]
        given["profile_picture"] = (
            clean_picture(upload=upload, field="profile_picture", max_side=PICTURE_SIDE) if upload else ""
        )
    return given
