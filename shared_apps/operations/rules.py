"""When a school may be closed, and how long a visit lasts."""

from __future__ import annotations

from datetime import date, timedelta

from shared_apps.operations.errors import NoticeDateInvalid, NoticeNotOver, ReasonMissing

VISIT_LIFETIME = timedelta(minutes=30)
WORD_LIFETIME = timedelta(seconds=60)
MAX_REASON_CHARS = 200


def clean_reason(raw: str) -> str:
    """The reason without spaces around it. Raises `ReasonMissing`."""
    reason = raw.replace("\0", "").strip()[:MAX_REASON_CHARS]
    if not reason:
        raise ReasonMissing
    return reason


def check_notice_date(*, closes_on: date | None, today: date) -> date:
    """Raises `NoticeDateInvalid` unless the day lies ahead."""
    if closes_on is None or closes_on <= today:
        raise NoticeDateInvalid
    return closes_on


def refuse_early_suspension(*, notice_day: date | None, today: date, cannot_wait: bool) -> None:
    """Raise `NoticeNotOver` while no notice has run out, unless it cannot wait."""
    if not cannot_wait and (notice_day is None or notice_day > today):
        raise NoticeNotOver
