"""What is asked of the video service while nobody waits."""

from __future__ import annotations

import fcntl
import tempfile
import uuid
from pathlib import Path

from celery import shared_task
from django.utils import timezone

from tenant_apps.video import services
from tenant_apps.video.errors import VideoServiceRefused, VideoServiceUnavailable
from tenants.tasks import for_each_school

WAIT_FOR_TURN = 60
MOST_TURNS = 120
LOOKS = (30, 120, 300)
"""Seconds after which a new video is looked at; from then on the job does it."""
_TRIED_AGAIN = {
    "autoretry_for": (VideoServiceUnavailable, VideoServiceRefused),
    "retry_backoff": 60,
    "retry_backoff_max": 3600,
    "max_retries": 8,
}


@shared_task
def refresh_video(external_id: str) -> None:
    """Ask how far one video is."""
    services.refresh_by_id(external_id=external_id, now=timezone.now())


@shared_task
def watch_video(external_id: str) -> None:
    """Look at a new video a few times soon."""
    for seconds in LOOKS:
        refresh_video.apply_async((external_id,), countdown=seconds)


@shared_task(**_TRIED_AGAIN)
def delete_released(external_ids: list[str]) -> int:
    """Delete videos that no lesson has any more."""
    return services.delete_released(external_ids=external_ids)


@shared_task(platform_wide=True, **_TRIED_AGAIN)
def delete_of_dropped_school(external_ids: list[str]) -> None:
    """Delete what a school that is gone had on the platform's account."""
    services.delete_on_platform_account(external_ids=external_ids)


@shared_task
def refresh_waiting() -> int:
    """Ask about one school's videos that are not ready."""
    return services.refresh_waiting(now=timezone.now())


@shared_task(platform_wide=True)
def refresh_waiting_everywhere() -> int:
    """Every ten minutes: ask every school; returns how many were asked."""
    return for_each_school(refresh_waiting)


@shared_task(**_TRIED_AGAIN)
def sweep_reservations() -> int:
    """Give back one school's places that no lesson took."""
    return services.sweep_reservations(now=timezone.now())


@shared_task(platform_wide=True)
def sweep_reservations_everywhere() -> int:
    """Nightly: ask every school; returns how many were asked."""
    return for_each_school(sweep_reservations)


@shared_task
def pack_video(video_id: str, turn: int = 1) -> bool:
    """Make the encrypted pieces of a stored video, one video at a time on each machine."""
    with (Path(tempfile.gettempdir()) / "edupro-packing.lock").open("w") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if turn < MOST_TURNS:
                pack_video.apply_async((video_id, turn + 1), countdown=WAIT_FOR_TURN)
            return False
        return services.pack_video(video_id=uuid.UUID(video_id))
