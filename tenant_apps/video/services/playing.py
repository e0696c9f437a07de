"""Addresses for somebody who may play: whether they may is the caller's question, asked before."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings

from shared_apps.kernel import counters
from shared_apps.kernel.phones import masked_phone
from tenant_apps.courses.models import Lesson
from tenant_apps.video.models import Video, VideoReservation
from tenant_apps.video.selectors import find_ready_video
from tenant_apps.video.services import local, vdocipher
from tenant_apps.video.services.accounts import client_of
from tenant_apps.video.services.vdocipher.client import Terms
from tenants.context import require_tenant
from tenants.keys import tenant_key
from tenants.storage import signed_url

MOST_TICKETS = 60
TICKETS_WINDOW = timedelta(minutes=10)
"""A person who opens one player after the other needs fewer; who collects tickets needs more.

Of an address it is the same number: a family or a class of visitors shares one.
"""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is about to play, and on which host: their name moves over the picture."""

    user_id: uuid.UUID
    name: str
    phone: str
    host: str

    @property
    def watermark(self) -> str:
        return " · ".join(part for part in (self.name, masked_phone(self.phone)) if part)

    @property
    def mark(self) -> str:
        return viewer_mark(user_id=self.user_id)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account, for free lessons: the school's name moves over the picture.

    `address` is that of their network; it is counted, and nobody outside is told of it.
    """

    address: str
    school: str
    host: str

    @property
    def watermark(self) -> str:
        return self.school

    @property
    def mark(self) -> str:
        return _mark(b"guest " + self.address.encode())


@dataclass(frozen=True, slots=True)
class Playback:
    """What a player needs: the `url` of a file, or of a provider's own player in a frame (`is_framed`)
    with the `otp` and `playback_info` it is made of."""

    url: str | None
    content_type: str
    duration: timedelta
    expires_at: datetime
    otp: str | None = None
    playback_info: str | None = None
    is_framed: bool = False
    has_pieces: bool = False
    """Whether there is a playlist too, for browsers that play one."""


def playback_link(*, lesson: Lesson, now: datetime, viewer: Viewer | Guest | None = None) -> Playback | None:
    """How to play the lesson's video for the next minutes; None without a video that is ready.

    Asked for when a player opens, never while listing. A video at the service is played for a viewer
    only, and a free one for a guest: without either the answer is None. Raises for those
    `VideoServiceUnavailable`, `VideoServiceRefused`, `VideoIdUnknown`, `TooManyAttempts`.
    """
    video = find_ready_video(lesson=lesson)
    if video is None:
        return None
    if video.provider == vdocipher.NAME:
        may_ask = isinstance(viewer, Viewer) or (viewer is not None and lesson.is_free)
        return _ticket(video, lesson, viewer, now) if viewer and may_ask else None
    if not video.file:
        return None
    return Playback(
        url=local.play_url(video=video, now=now),
        content_type=video.content_type,
        duration=timedelta(seconds=video.duration_seconds),
        expires_at=now + settings.SIGNED_LINK_LIFETIME,
        has_pieces=bool(video.hls_prefix),
    )


def document_link(*, lesson: Lesson, now: datetime) -> str | None:
    """A short signed address that downloads the lesson's document; None without one."""
    if not lesson.document:
        return None
    return signed_url(lesson.document.name or "", name=lesson.document_name or lesson.title, now=now)


def viewer_mark(*, user_id: uuid.UUID) -> str:
    """The name by which the service knows a viewer: the same each time, and nobody's outside this school."""
    return _mark(user_id.bytes)


def _mark(who: bytes) -> str:
    key = tenant_key(tenant_id=require_tenant().id, purpose="video viewer")
    return hmac.new(key, who, hashlib.sha256).hexdigest()[:32]


def _ticket(video: Video, lesson: Lesson, viewer: Viewer | Guest, now: datetime) -> Playback:
    mark = viewer.mark
    counters.hit(key=f"video-ticket:{mark}", limit=MOST_TICKETS, window=TICKETS_WINDOW, now=now)
    reservation = VideoReservation.objects.filter(external_id=video.external_id).first()
    client = client_of(is_own=reservation is not None and reservation.on_own_account)
    lifetime = settings.VDOCIPHER_TICKET_LIFETIME
    terms = Terms(
        seconds=int(lifetime.total_seconds()),
        watermark=viewer.watermark,
        host=viewer.host,
        viewer=mark,
        countries=tuple(lesson.course.countries),
    )
    ticket = client.ticket(external_id=video.external_id, terms=terms)
    query = urlencode({"otp": ticket.otp, "playbackInfo": ticket.playback_info})
    return Playback(
        url=f"{settings.VDOCIPHER_PLAYER_URL}?{query}",
        content_type="",
        duration=timedelta(seconds=video.duration_seconds),
        expires_at=now + lifetime,
        otp=ticket.otp,
        playback_info=ticket.playback_info,
        is_framed=True,
    )
