"""What students say about themselves at one school."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.images import PictureLimits, clean_pictures
from tenant_apps.students.models import Student
from tenants.storage import discard_after_commit, stored_together

TEXTS = (
    "full_name",
    "first_name",
    "last_name",
    "bio",
    "address",
    "country",
    "city",
    "gender",
    "grade_level",
    "school_name",
)
NAMES = ("full_name", "first_name")
"""Nobody is without: an empty text means “as before”."""
PICTURE_SIDE = 800


def update_profile(
    *, student: Student, changes: Mapping[str, Any], pictures: PictureLimits | None = None
) -> Student:
    """Write the given fields of the student at this school, those that are not given stay.

    Fields: `TEXTS` (`full_name` follows first and last name while it is the same), `date_of_birth`,
    `profile_picture` (an upload, or None to remove it).
    Raises `PictureRefused`, or `NotFound` when the student was removed meanwhile.
    """
    given = _cleaned(changes, pictures)
    with stored_together():
        locked = Student.objects.select_for_update().filter(pk=student.pk).first()
        if locked is None:
            raise NotFound
        former = (locked.profile_picture.name or "") if "profile_picture" in given else ""
        is_called_so = locked.full_name == _joined(locked)
        for name, value in given.items():
            setattr(locked, name, value)
        if is_called_so and "full_name" not in given:
            locked.full_name = given["full_name"] = _joined(locked)
        locked.save(update_fields=[*given, "updated_at"])
        discard_after_commit(former)
    return locked


def set_guardian(*, student: Student, phone: str) -> None:
    """Keep `phone` (E.164) as the number of the student's guardian at this school."""
    Student.objects.filter(pk=student.pk).update(parent_phone=phone)


def _joined(student: Student) -> str:
    return f"{student.first_name} {student.last_name}".strip()


def _cleaned(changes: Mapping[str, Any], pictures: PictureLimits | None) -> dict[str, Any]:
    given: dict[str, Any] = {name: (changes[name] or "").strip() for name in TEXTS if name in changes}
    given = {name: text for name, text in given.items() if text or name not in NAMES}
    if "date_of_birth" in changes:
        given["date_of_birth"] = changes["date_of_birth"]
    if "profile_picture" in changes:
        upload = changes["profile_picture"]
        uploads = {"profile_picture": (upload, PICTURE_SIDE)} if upload else {}
        given |= {"profile_picture": "", **clean_pictures(uploads=uploads, limits=pictures)}
    return given
