"""What happens to videos at the video service."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExternalVideoAttached:
    """A lesson got a video that the service has not finished with."""

    external_id: str


@dataclass(frozen=True, slots=True)
class ExternalVideosReleased:
    """No lesson has these videos any more; the service still keeps them."""

    external_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocalVideoStored:
    """A lesson got a video that our own storage keeps."""

    video_id: uuid.UUID
