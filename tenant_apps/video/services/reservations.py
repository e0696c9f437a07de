"""Places at the video service: asked for, taken by a lesson, given back."""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from shared_apps.kernel import counters, events
from tenant_apps.video.errors import DirectUploadMissing, TitleMissing
from tenant_apps.video.events import ExternalVideosReleased
from tenant_apps.video.models import VideoReservation
from tenant_apps.video.services.accounts import account_in_use, account_of
from tenant_apps.video.services.vdocipher import UploadTicket
from tenants.context import require_tenant

MAX_TITLE = 200
MOST_PER_HOUR = 120
"""Places that one person may ask for."""
AT_ONCE = 50

log = logging.getLogger(__name__)


def reserve_upload(*, title: str, by: uuid.UUID, now: datetime) -> UploadTicket:
    """Where a browser may upload one video straight to the service, whose bytes we never see.

    Raises `TitleMissing`, `DirectUploadMissing`, `TooManyAttempts`, `VideoServiceUnavailable`,
    `VideoServiceRefused`.
    """
    shown = " ".join(title.split())[:MAX_TITLE]
    if not shown:
        raise TitleMissing()
    account = account_in_use()
    if account is None:
        raise DirectUploadMissing()
    key = f"video-reserve:{require_tenant().id}:{by}"
    counters.hit(key=key, limit=MOST_PER_HOUR, window=timedelta(hours=1), now=now)
    ticket = account.client.reserve(title=shown)
    VideoReservation.objects.create(
        external_id=ticket.external_id, title=shown, reserved_by=by, on_own_account=account.is_own
    )
    return ticket


def release(*, external_ids: Sequence[str]) -> None:
    """No lesson has these videos any more: the service deletes them after commit.

    The caller holds the transaction.
    """
    names = tuple(name for name in external_ids if name)
    if names:
        VideoReservation.objects.filter(external_id__in=names).update(
            state=VideoReservation.State.RELEASED, lesson_id=None
        )
        events.publish(ExternalVideosReleased(external_ids=names))


def delete_released(*, external_ids: Sequence[str]) -> int:
    """Delete released videos at the service, then forget them; returns how many.

    Raises `VideoServiceUnavailable`: try again later.
    """
    released = VideoReservation.objects.filter(state=VideoReservation.State.RELEASED)
    return _delete(list(released.filter(external_id__in=external_ids)))


def sweep_reservations(*, now: datetime) -> int:
    """Give back places that no lesson took in time, and what a lost task left; returns how many.

    Raises `VideoServiceUnavailable`: try again later.
    """
    states = VideoReservation.State
    forgotten = Q(state=states.RESERVED, created_at__lt=now - settings.VDOCIPHER_ABANDONED)
    left = Q(state=states.RELEASED)
    with transaction.atomic():
        rows = list(
            VideoReservation.objects.select_for_update(skip_locked=True)
            .filter(forgotten | left)
            .order_by("created_at")[:AT_ONCE]
        )
        # Released first, so that no lesson takes one while the service deletes it.
        VideoReservation.objects.filter(pk__in=[row.pk for row in rows]).update(state=states.RELEASED)
    return _delete(rows)


def names_on_platform_account() -> list[str]:
    """What this school has on the platform's account at the service."""
    rows = VideoReservation.objects.filter(on_own_account=False)
    return list(rows.values_list("external_id", flat=True))


def delete_on_platform_account(*, external_ids: Sequence[str]) -> None:
    """Delete these at the service, whoever had them: their school is gone.

    Raises `VideoServiceUnavailable`: try again later.
    """
    account = account_of(is_own=False)
    if account is not None:
        account.client.delete(external_ids=external_ids)


def _delete(rows: list[VideoReservation]) -> int:
    by_account: dict[bool, list[VideoReservation]] = defaultdict(list)
    for row in rows:
        by_account[row.on_own_account].append(row)
    for is_own, some in by_account.items():
        account = account_of(is_own=is_own)
        if account is None:
            # Without the keys nobody can delete them; the account's owner sees them at the service.
            log.warning("%s videos stay at the service: the keys of their account are gone", len(some))
        else:
            account.client.delete(external_ids=[row.external_id for row in some])
        VideoReservation.objects.filter(pk__in=[row.pk for row in some]).delete()
    return len(rows)
