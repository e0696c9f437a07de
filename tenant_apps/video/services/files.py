"""What may be uploaded to a lesson."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import InvalidInput, Refusal, Text
from shared_apps.kernel.images import JPG_PNG, clean_picture
from shared_apps.kernel.uploads import check_document, check_video
from tenant_apps.video.errors import VideoRefused
from tenant_apps.video.services import local

THUMBNAIL_SIDE = 1280
"""Longest side of a stored picture, in pixels."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """What passed: the picture as it is to be stored, and the length of the video in seconds."""

    thumbnail: ContentFile | None
    seconds: int


def check_files(*, video: File | None, document: File | None, thumbnail: File | None) -> CheckedFiles:
    """Check whatever is given. Raises `InvalidInput` naming every file that is refused."""
    errors: dict[str, list[Text]] = {}
    seconds = _tried(errors, lambda: check_lesson_video(upload=video) if video else 0)
    _tried(errors, lambda: _check_document(document) if document else None)
    picture = _tried(errors, lambda: _clean_thumbnail(thumbnail) if thumbnail else None)
    if errors:
        raise InvalidInput(errors)
    return CheckedFiles(thumbnail=picture, seconds=seconds or 0)


def check_lesson_video(*, upload: File) -> int:
    """The length of the video in seconds.

    Raises `FileRefused`, `FileTooLarge`, `VideoRefused`, `LengthUnknown`.
    """
    check_video(
        upload=upload,
        field="video",
        max_bytes=settings.MAX_VIDEO_BYTES,
        wrong_type=VideoRefused.message,
        too_large=_("The video must be smaller than 2 GB."),
    )
    return local.measure(upload=upload)


def _check_document(upload: File) -> None:
    check_document(
        upload=upload,
        field="document",
        max_bytes=settings.MAX_DOCUMENT_BYTES,
        wrong_type=_("The file must be in PDF or Word or powerpoint format."),
        too_large=_("The document must be smaller than 25 MB."),
    )


def _clean_thumbnail(upload: File) -> ContentFile:
    return clean_picture(
        upload=upload,
        field="thumbnail",
        max_bytes=settings.MAX_IMAGE_BYTES,
        max_side=THUMBNAIL_SIDE,
        formats=JPG_PNG,
        wrong_type=_("The image must be JPG or PNG or jpeg."),
        too_large=_("Image larger than 2 MB"),
    )


def _tried(errors: dict[str, list[Text]], check: Callable[[], T]) -> T | None:
    try:
        return check()
    except Refusal as refusal:
        errors.setdefault(refusal.field or "non_field_errors", []).append(refusal.message)
        return None
