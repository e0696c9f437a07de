"""A lesson's video at the video service: attaching it, and asking how far it is."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from shared_apps.kernel import events
from shared_apps.kernel.errors import Refusal
from tenant_apps.courses import services as courses
from tenant_apps.video.errors import (
    ExternalVideoFailed,
    VideoIdTaken,
    VideoIdUnknown,
    VideoStillProcessing,
)
from tenant_apps.video.events import ExternalVideoAttached
from tenant_apps.video.models import Video, VideoReservation
from tenant_apps.video.rules import Progress, check_external_id, progress_of
from tenant_apps.video.services import vdocipher
from tenant_apps.video.services.accounts import client_of
from tenant_apps.video.services.sharing import let_go

ASK_AGAIN = timedelta(seconds=5)
"""How often at most the service is asked about one video."""
AT_ONCE = 100
STATES = {
    Progress.EMPTY: Video.State.UPLOADING,
    Progress.PROCESSING: Video.State.PROCESSING,
    Progress.READY: Video.State.READY,
}
WAITING = (Video.State.UPLOADING, Video.State.PROCESSING)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Examined:
    """A reserved video as the service told it a moment ago."""

    reservation: VideoReservation
    state: Video.State
    word: str
    seconds: int


def attach_external(
    *, lesson_id: uuid.UUID, external_id: str, now: datetime, awaits_upload: bool = False
) -> Video:
    """Give the lesson this video of the service, in place of the one it has.

    Raises `NotFound` and the refusals of `examine_external`.
    """
    found = examine_external(
        external_id=external_id, lesson_id=lesson_id, now=now, awaits_upload=awaits_upload
    )
    with transaction.atomic():
        return attach_examined(lesson_id=lesson_id, found=found, now=now)


def examine_external(
    *, external_id: str, lesson_id: uuid.UUID | None, now: datetime, awaits_upload: bool = False
) -> Examined:
    """Whether the lesson (None: one yet to be made) may have this video, and how far it is.

    Asks the service, so never call it within a transaction. Raises `VideoIdInvalid`, `VideoIdUnknown`,
    `VideoIdTaken`, `VideoStillProcessing` (nothing uploaded, unless `awaits_upload`),
    `ExternalVideoFailed`, `VideoServiceUnavailable`, `VideoServiceRefused`.
    """
    name = check_external_id(external_id)
    reservation = VideoReservation.objects.filter(external_id=name).first()
    if reservation is None or reservation.state == VideoReservation.State.RELEASED:
        raise VideoIdUnknown()
    if reservation.lesson_id not in (None, lesson_id):
        raise VideoIdTaken()
    seen = client_of(is_own=reservation.on_own_account).look(external_id=name)
    state = STATES[progress_of(seen.word)]
    if state == Video.State.UPLOADING and not awaits_upload:
        raise VideoStillProcessing()
    if state != Video.State.READY and _is_overdue(reservation, now):
        raise ExternalVideoFailed()
    return Examined(reservation=reservation, state=state, word=seen.word, seconds=seen.seconds)


def attach_examined(*, lesson_id: uuid.UUID, found: Examined, now: datetime) -> Video:
    """The caller holds the transaction. Raises `NotFound`, `VideoIdTaken`."""
    reservation, is_ready = found.reservation, found.state == Video.State.READY
    seconds = found.seconds if is_ready else 0
    lesson = courses.set_lesson_duration(lesson_id=lesson_id, seconds=seconds)
    # The condition decides between two lessons that want it at once.
    mine = Q(state=VideoReservation.State.RESERVED) | Q(
        state=VideoReservation.State.ATTACHED, lesson_id=lesson_id
    )
    taken = VideoReservation.objects.filter(mine, pk=reservation.pk).update(
        state=VideoReservation.State.ATTACHED,
        lesson_id=lesson_id,
        attached_at=reservation.attached_at or now,
        asked_at=now,
        word=found.word,
    )
    if not taken:
        raise VideoIdTaken()
    video = Video.objects.filter(lesson=lesson).first() or Video(lesson=lesson)
    give_up_former(video=video, unless=reservation.external_id)
    video.provider, video.external_id = vdocipher.NAME, reservation.external_id
    video.state, video.duration_seconds = found.state, seconds
    video.original_name, video.content_type, video.problem = reservation.title, "", ""
    video.file, video.size_bytes = "", 0
    video.save()
    if not is_ready:
        events.publish(ExternalVideoAttached(external_id=video.external_id))
    return video


def give_up_former(*, video: Video, unless: str = "") -> None:
    """What the row held until now is discarded once committed, unless another lesson shows it, too."""
    let_go(videos=[video], unless=unless)


def refresh_status(*, video: Video, now: datetime) -> Video:
    """The video as the service tells it now; asked at most once in five seconds, and never in vain.

    When the service does not answer, the video stays as it was.
    """
    if video.provider != vdocipher.NAME or video.state not in WAITING:
        return video
    rows = VideoReservation.objects.filter(external_id=video.external_id)
    due = Q(asked_at=None) | Q(asked_at__lte=now - ASK_AGAIN)
    # One statement: of many tabs that ask at once, one goes to the service.
    if not rows.filter(due).update(asked_at=now):
        return Video.objects.filter(pk=video.pk).first() or video
    reservation = rows.get()
    try:
        seen = client_of(is_own=reservation.on_own_account).look(external_id=video.external_id)
    except VideoIdUnknown:
        return _note_all(video, Video.State.FAILED, word="gone", seconds=0)
    except Refusal:
        seen = None
    state = STATES[progress_of(seen.word)] if seen else Video.State(video.state)
    if state != Video.State.READY and _is_overdue(reservation, now):
        state = Video.State.FAILED
    return _note_all(video, state, word=seen.word if seen else "", seconds=seen.seconds if seen else 0)


def refresh_by_id(*, external_id: str, now: datetime) -> None:
    """Somebody says that there is news of this video: ask the service. A video not ours is nothing."""
    # Of the lessons that share it, one that still waits; whatever is found holds for all of them.
    rows = Video.objects.filter(external_id=external_id, provider=vdocipher.NAME, state__in=WAITING)
    video = rows.first()
    if video is not None:
        refresh_status(video=video, now=now)


def refresh_waiting(*, now: datetime) -> int:
    """Ask about the videos that are not ready, the longest unasked first; returns how many."""
    waiting = Video.objects.filter(provider=vdocipher.NAME, state__in=WAITING)
    videos = list(waiting.order_by("updated_at")[:AT_ONCE])
    for video in videos:
        refresh_status(video=video, now=now)
    return len(videos)


def latest_word(*, video: Video) -> str:
    """The service's own word for how far the video is, else ours."""
    found = VideoReservation.objects.filter(external_id=video.external_id).exclude(external_id="")
    return found.values_list("word", flat=True).first() or video.state


def _note_all(video: Video, state: Video.State, *, word: str, seconds: int) -> Video:
    """The same for each lesson that shows it, one after the other: each has a course to lock."""
    noted = video
    for one in Video.objects.filter(external_id=video.external_id, provider=video.provider):
        found = _note(one, state, word=word, seconds=seconds)
        noted = found if one.pk == video.pk else noted
    return noted


@transaction.atomic
def _note(video: Video, state: Video.State, *, word: str, seconds: int) -> Video:
    is_ready = state == Video.State.READY
    if word:
        VideoReservation.objects.filter(external_id=video.external_id).update(word=word)
    if is_ready:
        # The course is locked first, as everywhere.
        courses.set_lesson_duration(lesson_id=video.lesson_id, seconds=seconds)
    current = Video.objects.select_for_update().filter(pk=video.pk, external_id=video.external_id).first()
    if current is None:  # the lesson got another video meanwhile: its length is not ours to set
        transaction.set_rollback(True)
        return video
    current.state, current.duration_seconds = state, seconds if is_ready else 0
    current.problem = word if state == Video.State.FAILED else ""
    current.save(update_fields=["state", "duration_seconds", "problem", "updated_at"])
    return current


def _is_overdue(reservation: VideoReservation, now: datetime) -> bool:
    return now - (reservation.attached_at or reservation.created_at) > settings.VDOCIPHER_GIVE_UP
