"""Lessons that are deleted take their videos with them."""

from __future__ import annotations

from shared_apps.kernel.events import receive
from tenant_apps.courses.events import LessonsRemoved
from tenant_apps.video.models import Video
from tenants.storage import discard_after_commit


@receive(LessonsRemoved)
def discard_videos(event: LessonsRemoved) -> None:
    """The rows go with their lessons; the files after commit."""
    videos = Video.objects.filter(lesson_id__in=event.lesson_ids)
    discard_after_commit(*(video.file.name or "" for video in videos))
