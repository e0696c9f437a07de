"""Lessons that are deleted take their videos with them, copied ones share them; the service hears of it
after commit."""

from __future__ import annotations

import logging

from django.db import ProgrammingError, transaction

from shared_apps.kernel.events import receive
from tenant_apps.courses.events import CourseCopied, LessonsRemoved
from tenant_apps.video.events import ExternalVideoAttached, ExternalVideosReleased, LocalVideoStored
from tenant_apps.video.models import Video
from tenant_apps.video.services import copy_films, let_go, names_on_platform_account
from tenant_apps.video.tasks import delete_of_dropped_school, delete_released, pack_video, watch_video
from tenants import context
from tenants.events import SchoolDropped
from tenants.models import Tenant
from tenants.tasks import after_commit

AT_ONCE = 50
"""Names in one call to the service."""

log = logging.getLogger(__name__)


@receive(LessonsRemoved)
def discard_videos(event: LessonsRemoved) -> None:
    """The rows go with their lessons; after commit the files that no other lesson shows."""
    let_go(videos=list(Video.objects.filter(lesson_id__in=event.lesson_ids)))


@receive(CourseCopied)
def share_films(event: CourseCopied) -> None:
    copy_films(lessons=event.lessons)


@receive(ExternalVideosReleased)
def delete_at_service(event: ExternalVideosReleased) -> None:
    after_commit(delete_released, list(event.external_ids))


@receive(ExternalVideoAttached)
def watch_new_video(event: ExternalVideoAttached) -> None:
    after_commit(watch_video, event.external_id)


@receive(LocalVideoStored)
def pack_new_video(event: LocalVideoStored) -> None:
    after_commit(pack_video, str(event.video_id))


@receive(SchoolDropped)
def delete_all_at_service(event: SchoolDropped) -> None:
    """The platform's account keeps nothing of a school that goes; a school's own account is its own."""
    names: list[str] = []
    school = Tenant.objects.get(pk=event.tenant_id)
    try:
        with context.enter(school), transaction.atomic():
            names = names_on_platform_account()
    except ProgrammingError:
        # A school that was closed before these tables came has nothing there.
        log.info("school %s goes without tables of reserved videos", event.tenant_id)
    for at in range(0, len(names), AT_ONCE):
        after_commit(delete_of_dropped_school, names[at : at + AT_ONCE])
