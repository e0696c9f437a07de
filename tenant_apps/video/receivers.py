"""Lessons that are deleted take their videos with them; the video service hears of it after commit."""

from __future__ import annotations

from shared_apps.kernel.events import receive
from tenant_apps.courses.events import LessonsRemoved
from tenant_apps.video.events import ExternalVideoAttached, ExternalVideosReleased
from tenant_apps.video.models import Video
from tenant_apps.video.services import release
from tenant_apps.video.tasks import delete_released, watch_video
from tenants.storage import discard_after_commit
from tenants.tasks import after_commit


@receive(LessonsRemoved)
def discard_videos(event: LessonsRemoved) -> None:
    """The rows go with their lessons; the files after commit."""
    videos = list(Video.objects.filter(lesson_id__in=event.lesson_ids))
    discard_after_commit(*(video.file.name or "" for video in videos))
    release(external_ids=[video.external_id for video in videos])


@receive(ExternalVideosReleased)
def delete_at_service(event: ExternalVideosReleased) -> None:
    after_commit(delete_released, list(event.external_ids))


@receive(ExternalVideoAttached)
def watch_new_video(event: ExternalVideoAttached) -> None:
    after_commit(watch_video, event.external_id)
