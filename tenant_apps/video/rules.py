"""What a lesson's files may be, and what the words of the video service mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Text
from tenant_apps.video.errors import VideoIdInvalid, VideoRefused

MEGABYTE = 1024 * 1024
EXTERNAL_ID = re.compile(r"[0-9A-Za-z]{10,64}")


@dataclass(frozen=True, slots=True)
class FileLimit:
    """One kind of file: which extensions (pictures: formats), how many bytes, and the words of a refusal."""

    kinds: tuple[str, ...]
    max_bytes: int
    wrong_type: Text
    too_large: Text


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """What one speaker (a contract, our pages) takes for a lesson."""

    video: FileLimit
    document: FileLimit
    picture: FileLimit
    tells_corrupted: bool = False
    """A picture of a good kind that cannot be drawn is refused as `FileCorrupted`, apart from the form."""
    awaits_upload: bool = False
    """A video at the service may be given to a lesson before a browser has uploaded it."""


V1_LIMITS = UploadLimits(
    video=FileLimit(
        kinds=("mp4", "m4v", "mov", "webm", "mkv", "avi"),
        max_bytes=settings.MAX_VIDEO_BYTES,
        wrong_type=VideoRefused.message,
        too_large=_("The video must be smaller than 2 GB."),
    ),
    document=FileLimit(
        kinds=("pdf", "doc", "docx", "ppt", "pptx"),
        max_bytes=settings.MAX_DOCUMENT_BYTES,
        wrong_type=_("The file must be in PDF or Word or powerpoint format."),
        too_large=_("The document must be smaller than 25 MB."),
    ),
    picture=FileLimit(
        kinds=("JPEG", "PNG"),
        max_bytes=settings.MAX_IMAGE_BYTES,
        wrong_type=_("The image must be JPG or PNG or jpeg."),
        too_large=_("Image larger than 2 MB"),
    ),
    awaits_upload=True,
)
"""Those of `edupro_v1`, and of our own pages."""

EDUPRO_LIMITS = UploadLimits(
    video=FileLimit(
        kinds=("mp4", "avi", "mov"),
        max_bytes=100 * MEGABYTE,
        wrong_type=_("Upload a valid video. Supported formats: MP4, AVI, MOV."),
        too_large=_("Video file too large ( > 100MB )"),
    ),
    document=FileLimit(
        kinds=("pdf", "doc", "docx"),
        max_bytes=10 * MEGABYTE,
        wrong_type=_("Upload a valid document. Supported formats: PDF, DOC, DOCX."),
        too_large=_("Document file too large ( > 10MB )"),
    ),
    picture=FileLimit(
        kinds=("JPEG", "PNG", "GIF"),
        max_bytes=5 * MEGABYTE,
        wrong_type=_(
            "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
        ),
        too_large=_("Image file too large ( > 5MB )"),
    ),
    tells_corrupted=True,
)
"""Those of `edupro`."""


class Progress(StrEnum):
    """How far a video at the service is."""

    EMPTY = "pre-upload"
    PROCESSING = "queued"
    READY = "ready"


def progress_of(word: str) -> Progress:
    """What the service's word means. Its words change their case; an unknown one means processing."""
    found = word.strip().lower()
    return Progress(found) if found in set(Progress) else Progress.PROCESSING


def check_external_id(text: str) -> str:
    """The service's name of a video, trimmed. Raises `VideoIdInvalid`."""
    name = text.strip()
    if not EXTERNAL_ID.fullmatch(name):
        raise VideoIdInvalid()
    return name
