"""What the document says to refusals of a lesson's files and video."""

from __future__ import annotations

from shared_apps.kernel.images import FileCorrupted
from shared_apps.wire.edupro import Error, Field, Words
from shared_apps.wire.edupro_fields import FILE_CORRUPTED
from tenant_apps.video import errors

SERVICE_AWAY = Error(503, "Service unavailable")
LESSON_PHRASES: dict[str, Words] = {
    FileCorrupted.code: FILE_CORRUPTED,
    errors.ExternalVideoFailed.code: Field("video_processing_status"),
    errors.VideoProcessingFailed.code: Error(500, "Video processing failed"),
    errors.VideoServiceUnavailable.code: SERVICE_AWAY,
    errors.VideoServiceRefused.code: Field("video_id"),
}
"""For the views that write lessons."""
