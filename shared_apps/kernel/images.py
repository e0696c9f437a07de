"""Pictures that people upload: judged by their bytes, drawn anew, stripped of what they carry along."""

from __future__ import annotations

import io
import math
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
MOST_WEBP_PIXELS = 6_000_000
"""The decoder of this format holds several pictures of the full size at once."""
_ORIENTATION = 0x0112
_STRIP = 128
"""Rows of the shrunk picture that are made at once."""


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
    MAX_IMAGE_PIXELS, of a WebP MOST_WEBP_PIXELS) or `PictureRefused` on `field`, in the caller's words when
    given; a picture of a good format that cannot be drawn is refused as `FileCorrupted`, in the same words.
    """
    limit = settings.MAX_IMAGE_BYTES if max_bytes is None else max_bytes
    upload.seek(0)
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise PictureTooLarge(too_large, field=field)
    try:
        picture = _opened(data, formats)
        if picture.width * picture.height > _most_pixels(picture):
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


def smaller_copy(*, picture: IO[bytes], max_side: int) -> ContentFile | None:
    """A WebP copy of a stored picture, no side longer than `max_side` pixels; None when it is that small.

    None, too, for bytes that are no picture: what may be stored was decided when it came in.
    """
    picture.seek(0)
    try:
        with Image.open(picture, formats=["WEBP"]) as opened:
            if max(opened.size) <= max_side:
                return None
            opened.thumbnail((max_side, max_side))
            return ContentFile(_encoded(opened))
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    finally:
        picture.seek(0)


def _most_pixels(picture: Image.Image) -> int:
    limit: int = settings.MAX_IMAGE_PIXELS
    return min(limit, MOST_WEBP_PIXELS) if picture.format == "WEBP" else limit


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
    small = _shrunk(picture, max_side)
    # Phones store photographs lying and say so in the metadata that is about to be dropped.
    small.getexif()[_ORIENTATION] = picture.getexif().get(_ORIENTATION, 1)
    upright = ImageOps.exif_transpose(small)
    upright.thumbnail((max_side, max_side))
    # A fresh canvas: the old image's chunks (profile, comments, location) stay behind.
    fresh = Image.new(upright.mode, upright.size)
    fresh.paste(upright)
    return _encoded(fresh)


def _encoded(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def _shrunk(picture: Image.Image, max_side: int) -> Image.Image:
    """The picture in plain colours, less than twice as large as it may be.

    It is converted in strips: a large one is in memory once, and nothing else of its size.
    """
    picture.draft(None, (max_side, max_side))  # a JPEG can be read smaller than it is
    has_transparency = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    mode = "RGBA" if has_transparency else "RGB"
    factor = max(1, max(picture.size) // max_side)
    width, height = (math.ceil(side / factor) for side in picture.size)
    small = Image.new(mode, (width, height))
    for top in range(0, height, _STRIP):
        bottom = min(picture.height, (top + _STRIP) * factor)
        strip = picture.crop((0, top * factor, picture.width, bottom)).convert(mode)
        small.paste(strip.reduce(factor), (0, top))
    return small
