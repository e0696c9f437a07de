"""Videos kept in our own storage: ready as soon as they are there, played by short signed links."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from django.core.files.base import File
from pymediainfo import MediaInfo

from shared_apps.kernel.errors import Text
from tenant_apps.video.errors import LengthUnknown, VideoRefused
from tenant_apps.video.models import Video
from tenants.storage import signed_url

NAME = "local"


def measure(*, upload: File, wrong_type: Text = VideoRefused.message) -> int:
    """The length in whole seconds, at least 1. Leaves the file at its start.

    Raises `VideoRefused` with `wrong_type` for a file without a picture track, `LengthUnknown` when it
    says no length.
    """
    upload.seek(0)
    path = getattr(upload, "temporary_file_path", None)
    try:
        tracks = MediaInfo.parse(path() if path else upload.file).tracks
    except (OSError, RuntimeError, ValueError, SyntaxError) as error:
        raise VideoRefused(wrong_type) from error
    finally:
        upload.seek(0)
    if not any(track.track_type == "Video" for track in tracks):
        raise VideoRefused(wrong_type)
    milliseconds = max((_milliseconds(track) for track in tracks), default=0.0)
    if milliseconds <= 0:
        raise LengthUnknown()
    return max(1, math.floor(milliseconds / 1000))


def play_url(*, video: Video, now: datetime) -> str:
    """A short signed address of the file."""
    return signed_url(video.file.name or "", name=video.original_name, inline=True, now=now)


def _milliseconds(track: Any) -> float:
    if track.track_type not in ("General", "Video"):
        return 0.0
    try:
        length = float(track.duration or 0)
    except (TypeError, ValueError):
        return 0.0
    return length if math.isfinite(length) else 0.0
