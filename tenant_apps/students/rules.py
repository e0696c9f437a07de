"""On which of the latest days a student was here, in one number.

Days are counted in UTC. The bit of a day is its number modulo 32, and no more than the sixteen days up to
the latest activity are kept, so that of those days no two share a bit: a condition over many rows needs
no arithmetic but one AND.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

KEPT = 16
RING = 32
_DAY_SECONDS = 86_400


def day_of(at: datetime) -> int:
    """The number of the day on which a moment lies."""
    return int(at.timestamp() // _DAY_SECONDS)


def begin_of(day: int) -> datetime:
    """The first moment of a day."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=day)


def bits_of(*, first: int, last: int) -> int:
    """The bits of these days, both included; at most 32."""
    return sum(1 << day % RING for day in range(first, last + 1))


def with_day(*, kept: int, latest: datetime | None, now: datetime) -> int:
    """`kept`, which ends with the day of `latest`, ending with the day of `now`."""
    today = day_of(now)
    if latest is None:
        return bits_of(first=today, last=today)
    end = day_of(latest)
    # A row from before days were kept knows its latest one only.
    known = kept | bits_of(first=end, last=end)
    return known & bits_of(first=today - KEPT + 1, last=end) | bits_of(first=today, last=today)
