"""Until when answers are taken, and when results may be seen. The server's clock decides."""

from __future__ import annotations

from datetime import datetime, timedelta

GRACE = timedelta(seconds=5)
"""How long after its end an answer that was on its way is still taken."""


def expiry(*, now: datetime, minutes: int | None, until: datetime | None) -> datetime | None:
    """When an attempt that begins now ends: the earlier of its time limit and the closing."""
    limit = now + timedelta(minutes=minutes) if minutes else None
    ends = [moment for moment in (limit, until) if moment]
    return min(ends, default=None)


def is_late(*, expires_at: datetime | None, now: datetime) -> bool:
    """Whether time and grace are over."""
    # Subtracted from now: the end may be the last moment that a date can hold.
    return expires_at is not None and now - GRACE > expires_at


def left_seconds(*, expires_at: datetime | None, now: datetime) -> int | None:
    """Whole seconds left, never below 0; None when nothing limits the attempt."""
    return None if expires_at is None else max(0, int((expires_at - now).total_seconds()))
