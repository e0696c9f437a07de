"""Pictures that people upload: read by their bytes, drawn anew, stripped of everything else."""

from __future__ import annotations

import io
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from shared_apps.kernel.errors import Refusal, Text

ACCEPTED = ("JPEG", "PNG", "WEBP")


class PictureRefused(Refusal):
    code = "picture_refused"
    message = _("The image must be JPG or PNG.")


def clean_picture(
    *,
    upload: UploadedFile,
    field: str,
    max_bytes: int | None = None,
    max_side: int = 1600,
    wrong_type: Text = PictureRefused.message,
    too_large: Text = _("Image size must be less than 2MB."),
) -> ContentFile:
    """`upload` drawn anew as WebP, at most `max_side` pixels long, turned upright, without metadata.

    What the file claims to be does not count, only what its bytes are; drawing it anew drops
    scripts behind the picture and the place where it was taken.
    Raises `PictureRefused` on `field` with `wrong_type` or `too_large`.
    """
    if (upload.size or 0) > (max_bytes or settings.MAX_IMAGE_BYTES):
        raise PictureRefused(too_large, field=field)
    picture = _opened(upload, field=field, wrong_type=wrong_type)
    picture.thumbnail((max_side, max_side))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=86, method=4)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(12)}.webp")


def _opened(upload: UploadedFile, *, field: str, wrong_type: Text) -> Image.Image:
    try:
        upload.seek(0)
        with Image.open(upload, formats=ACCEPTED) as picture:
            width, height = picture.size
            # Checked before the pixels are read: a small file may unfold to gigabytes.
            if width * height > settings.MAX_IMAGE_PIXELS:
                raise PictureRefused(wrong_type, field=field)
            upright = ImageOps.exif_transpose(picture)
            has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
            return upright.convert("RGBA" if has_alpha else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise PictureRefused(wrong_type, field=field) from error
