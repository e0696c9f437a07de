"""Films that several lessons show: a copied course has its films without a second upload.

Rows that hold the same file, the same pieces or the same video of the service share it. Whoever lets go
of a row's film comes through `let_go`: what another lesson shows, too, stays.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import Q

from tenant_apps.video.models import Video, VideoReservation
from tenant_apps.video.services.packing import discard_pieces
from tenant_apps.video.services.reservations import release
from tenants.storage import discard_after_commit

OF_ITS_OWN = ("id", "lesson", "created_at", "updated_at")


def copy_films(*, lessons: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Let each copied lesson (the values) show what the first one (its key) shows.

    The caller holds the transaction and the lock of the first course, so that no film goes meanwhile.
    """
    Video.objects.bulk_create(
        [_shared(video, lessons[video.lesson_id]) for video in Video.objects.filter(lesson_id__in=lessons)]
    )


def let_go(*, videos: Sequence[Video], unless: str = "") -> None:
    """Discard once committed what these rows hold and no other lesson shows; `unless` names one to keep.

    The caller holds the transaction and then saves or deletes the rows.
    """
    others = _others(videos)
    files = {row.file.name for row in others}
    prefixes = {row.hls_prefix for row in others}
    heirs = {row.external_id: row.lesson_id for row in others if row.external_id not in ("", unless)}
    for video in videos:
        if video.file.name not in files:
            discard_after_commit(video.file.name or "")
        if video.hls_prefix in prefixes:
            video.hls_prefix, video.hls_segments = None, None
        discard_pieces(video=video)
    _hand_on(videos, heirs)
    release(
        external_ids=[
            video.external_id
            for video in videos
            if video.external_id not in heirs and video.external_id != unless
        ]
    )


def _shared(video: Video, lesson_id: uuid.UUID) -> Video:
    copy = Video(lesson_id=lesson_id)
    for field in Video._meta.concrete_fields:
        if field.name not in OF_ITS_OWN:
            setattr(copy, field.attname, getattr(video, field.attname))
    copy.file = video.file.name or ""
    return copy


def _others(videos: Sequence[Video]) -> list[Video]:
    """Rows beside these that show one of the same films.

    All of them are locked, in one order, so that of two who let go at once the second finds itself alone.
    """
    files = {video.file.name for video in videos if video.file}
    names = {video.external_id for video in videos if video.external_id}
    if not files and not names:
        return []
    own = {video.pk for video in videos}
    rows = Video.objects.filter(Q(pk__in=own) | Q(file__in=files) | Q(external_id__in=names))
    return [row for row in rows.select_for_update().order_by("pk") if row.pk not in own]


def _hand_on(videos: Sequence[Video], heirs: Mapping[str, uuid.UUID]) -> None:
    """The place at the service is another lesson's from now on."""
    for video in videos:
        if video.external_id in heirs:
            VideoReservation.objects.filter(external_id=video.external_id, lesson_id=video.lesson_id).update(
                lesson_id=heirs[video.external_id]
            )
