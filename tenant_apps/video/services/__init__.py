"""Writes of lessons with their files, and playing.

`lessons` is the story of a lesson's form; `files` what may be uploaded; `local` keeps videos in our
own storage. Another keeper of videos is one more module with the functions of `local`.
"""

from tenant_apps.video.services.lessons import (
    LessonInput,
    attach_video,
    create_lesson,
    remove_video,
    update_lesson,
)
from tenant_apps.video.services.playing import Playback, document_link, playback_link

__all__ = [
    "LessonInput",
    "Playback",
    "attach_video",
    "create_lesson",
    "document_link",
    "playback_link",
    "remove_video",
    "update_lesson",
]
