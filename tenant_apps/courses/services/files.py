"""Files of courses, modules and lessons: checked before the transaction, the former ones removed after it."""

from __future__ import annotations

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.images import JPG_PNG, PictureLimits, clean_picture
from shared_apps.kernel.uploads import check_video
from tenants.storage import discard_after_commit

PICTURE_SIDE = 1600
"""Longest side of a stored picture, in pixels."""
PICTURES = PictureLimits(
    formats=JPG_PNG,
    max_bytes=settings.MAX_IMAGE_BYTES,
    wrong_type=_("The image must be JPG or PNG."),
    too_large=_("Image size must be less than 2MB."),
)
"""Of `edupro_v1`, and of our own pages."""


def clean_image(*, upload: File | None, field: str, limits: PictureLimits = PICTURES) -> ContentFile | None:
    """The picture as it is to be stored.

    Raises `PictureRefused`, `PictureTooLarge`, `FileCorrupted` on `field`.
    """
    if not upload:
        return None
    return clean_picture(
        upload=upload,
        field=field,
        max_bytes=limits.max_bytes,
        max_side=PICTURE_SIDE,
        formats=limits.formats,
        wrong_type=limits.wrong_type,
        too_large=limits.too_large,
    )


def check_trailer(*, upload: File | None) -> None:
    """Raises `FileRefused`, `FileTooLarge` on `trailer_video`."""
    if upload:
        check_video(
            upload=upload,
            field="trailer_video",
            max_bytes=settings.MAX_VIDEO_BYTES,
            wrong_type=_("Unsupported extensions"),
            too_large=_("The video must be smaller than 2 GB."),
        )


def is_shared(row: models.Model, field: str) -> bool:
    """Whether a copied course shows this file, too: pictures and documents are copied, trailers are not."""
    name = getattr(row, field).name
    if field != "trailer_video" or not name:
        return False
    return type(row)._default_manager.filter(**{field: name}).exclude(pk=row.pk).exists()


def replace_file(row: models.Model, field: str, file: File | None) -> None:
    """Set the field to a checked file, or to none. The caller saves the row and holds the transaction."""
    former = getattr(row, field).name
    if former and not is_shared(row, field):
        discard_after_commit(former)
    setattr(row, field, file or "")
