"""Pictures that people upload: judged by their bytes, drawn anew, stripped of what they carry along."""

from __future__ import annotations

import io
import uuid
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from shared_apps.kernel.errors import InvalidInput, Refusal, Text

JPG_PNG = ("JPEG", "PNG")
JPG_PNG_WEBP = ("JPEG", "PNG", "WEBP")
QUALITY = 85


class PictureRefused(Refusal):
    code = "picture_refused"
    message = _("The image must be JPG or PNG.")


class PictureTooLarge(PictureRefused):
    code = "picture_too_large"
    message = _("Image size must be less than 2MB.")


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What one speaker (a contract, our pages) takes for a picture, and the words of a refusal."""

    formats: tuple[str, ...]
    max_bytes: int
    wrong_type: Text
    too_large: Text

    def options(self) -> dict[str, Any]:
        """As `clean_picture` takes them."""
        return {name: getattr(self, name) for name in self.__slots__}


class FileCorrupted(PictureRefused):
    """The bytes say that they are a picture of a good format, and cannot be drawn."""

    code = "file_corrupted"


def clean_picture(
    *,
    upload: IO[bytes],
    field: str,
    max_bytes: int | None = None,
    max_side: int = 1600,
    formats: tuple[str, ...] = JPG_PNG_WEBP,
    wrong_type: Text | None = None,
    too_large: Text | None = None,
) -> ContentFile:
    """`upload` as a WebP picture without metadata, no side longer than `max_side`, under a random name.

    Whatever the name or content type say, the bytes decide; of an animation the first picture is kept.
    Raises `PictureTooLarge` (more bytes than `max_bytes`, default MAX_IMAGE_BYTES, or more pixels than
    MAX_IMAGE_PIXELS) or `PictureRefused` on `field`, in the caller's words when given; a picture of a good
    format that cannot be drawn is refused as `FileCorrupted`, in the same words.
    """
    limit = settings.MAX_IMAGE_BYTES if max_bytes is None else max_bytes
    upload.seek(0)
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise PictureTooLarge(too_large, field=field)
    try:
        picture = _opened(data, formats)
        if picture.width * picture.height > settings.MAX_IMAGE_PIXELS:
            raise PictureTooLarge(too_large, field=field)
        return ContentFile(_drawn(picture, max_side, field, wrong_type), name=f"{uuid.uuid4().hex}.webp")
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(too_large, field=field) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PictureRefused(wrong_type, field=field) from error


def clean_pictures(
    *, uploads: Mapping[str, tuple[IO[bytes], int]], limits: PictureLimits | None = None
) -> dict[str, ContentFile]:
    """The pictures of one form, each with its longest side, as `clean_picture` draws them.

    Raises what `clean_picture` raises; when several are refused, `InvalidInput` with the words of each.
    """
    options = limits.options() if limits else {}
    drawn: dict[str, ContentFile] = {}
    refused: list[PictureRefused] = []
    for field, (upload, side) in uploads.items():
        try:
            drawn[field] = clean_picture(upload=upload, field=field, max_side=side, **options)
        except PictureRefused as refusal:
            refused.append(refusal)
    if len(refused) == 1:
        raise refused[0]
    if refused:
        raise InvalidInput({str(refusal.field): [refusal.message] for refusal in refused})
    return drawn


def _drawn(picture: Image.Image, max_side: int, field: str, wrong_type: Text | None) -> bytes:
    try:
        return _drawn_anew(picture, max_side)
    except (OSError, ValueError, SyntaxError) as error:
        raise FileCorrupted(wrong_type, field=field) from error


def _opened(data: bytes, formats: tuple[str, ...]) -> Image.Image:
    with warnings.catch_warnings():
        # Our own pixel limit is lower than the one the library warns about.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(data), formats=formats)


def _drawn_anew(picture: Image.Image, max_side: int) -> bytes:
    # Phones store photographs lying and say so in the metadata that is about to be dropped.
    upright = ImageOps.exif_transpose(picture)
    has_transparency = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_transparency else "RGB")
    plain.thumbnail((max_side, max_side))
    # A fresh canvas: the old image's chunks (profile, comments, location) stay behind.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    fresh.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
