"""What may be uploaded to a lesson."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.core.files.base import ContentFile, File

from shared_apps.kernel.errors import InvalidInput, Refusal, Text
from shared_apps.kernel.images import FileCorrupted, clean_picture
from shared_apps.kernel.uploads import FileRefused, check_document, check_video, extension_of
from tenant_apps.video.rules import V1_LIMITS, FileLimit, UploadLimits
from tenant_apps.video.services import local

THUMBNAIL_SIDE = 1280
"""Longest side of a stored picture, in pixels."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """What passed: the picture as it is to be stored, and the length of the video in seconds."""

    thumbnail: ContentFile | None
    seconds: int


def check_files(
    *, video: File | None, document: File | None, thumbnail: File | None, limits: UploadLimits = V1_LIMITS
) -> CheckedFiles:
    """Check whatever is given. Raises `InvalidInput` naming every file that is refused, or `FileCorrupted`
    when nothing else is wrong and the limits tell it apart."""
    errors: dict[str, list[Text]] = {}
    seconds = _tried(errors, lambda: check_lesson_video(upload=video, limit=limits.video) if video else 0)
    _tried(errors, lambda: _check_document(document, limits.document) if document else None)
    try:
        picture = _tried(errors, lambda: _clean_thumbnail(thumbnail, limits.picture) if thumbnail else None)
    except FileCorrupted as corrupted:
        if limits.tells_corrupted and not errors:
            raise
        picture = None
        errors["thumbnail"] = [corrupted.message]
    if errors:
        raise InvalidInput(errors)
    return CheckedFiles(thumbnail=picture, seconds=seconds or 0)


def check_lesson_video(*, upload: File, limit: FileLimit = V1_LIMITS.video) -> int:
    """The length of the video in seconds.

    Raises `FileRefused`, `FileTooLarge`, `VideoRefused`, `LengthUnknown`.
    """
    _check_extension(upload, "video", limit)
    check_video(
        upload=upload,
        field="video",
        max_bytes=limit.max_bytes,
        wrong_type=limit.wrong_type,
        too_large=limit.too_large,
    )
    return local.measure(upload=upload, wrong_type=limit.wrong_type)


def _check_document(upload: File, limit: FileLimit) -> None:
    _check_extension(upload, "document", limit)
    check_document(
        upload=upload,
        field="document",
        max_bytes=limit.max_bytes,
        wrong_type=limit.wrong_type,
        too_large=limit.too_large,
    )


def _check_extension(upload: File, field: str, limit: FileLimit) -> None:
    if extension_of(upload.name or "") not in limit.kinds:
        raise FileRefused(limit.wrong_type, field=field)


def _clean_thumbnail(upload: File, limit: FileLimit) -> ContentFile:
    return clean_picture(
        upload=upload,
        field="thumbnail",
        max_bytes=limit.max_bytes,
        max_side=THUMBNAIL_SIDE,
        formats=limit.kinds,
        wrong_type=limit.wrong_type,
        too_large=limit.too_large,
    )


def _tried(errors: dict[str, list[Text]], check: Callable[[], T]) -> T | None:
    try:
        return check()
    except FileCorrupted:
        raise
    except Refusal as refusal:
        errors.setdefault(refusal.field or "non_field_errors", []).append(refusal.message)
        return None
