"""`edupro_v1`: writing lessons (`lessons`), and what concerns the video service (`service`)."""

from tenant_apps.video.api.edupro_v1.lessons import (
    LessonCreate,
    LessonDelete,
    LessonOutput,
    LessonUpdate,
    lesson_output,
)
from tenant_apps.video.api.edupro_v1.service import UploadCredentials, VideoStatus

__all__ = [
    "LessonCreate",
    "LessonDelete",
    "LessonOutput",
    "LessonUpdate",
    "UploadCredentials",
    "VideoStatus",
    "lesson_output",
]
