"""Addresses for somebody who may play: whether they may is the caller's question, asked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from tenant_apps.courses.models import Lesson
from tenant_apps.video.selectors import find_ready_video
from tenant_apps.video.services import local
from tenants.storage import signed_url


@dataclass(frozen=True, slots=True)
class Playback:
    """What a player needs. `otp` and `playback_info` are those of a provider with its own player."""

    url: str | None
    content_type: str
    duration: timedelta
    expires_at: datetime
    otp: str | None = None
    playback_info: str | None = None


def playback_link(*, lesson: Lesson, now: datetime) -> Playback | None:
    """How to play the lesson's video for the next two minutes; None without a video that is ready.

    Asked for when a player opens, never while listing.
    """
    video = find_ready_video(lesson=lesson)
    if video is None or not video.file:
        return None
    return Playback(
        url=local.play_url(video=video, now=now),
        content_type=video.content_type,
        duration=timedelta(seconds=video.duration_seconds),
        expires_at=now + settings.SIGNED_LINK_LIFETIME,
    )


def document_link(*, lesson: Lesson, now: datetime) -> str | None:
    """A short signed address that downloads the lesson's document; None without one."""
    if not lesson.document:
        return None
    return signed_url(lesson.document.name or "", name=lesson.document_name or lesson.title, now=now)
