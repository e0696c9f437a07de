"""Arithmetic of enrolments and progress. No database here."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal

WATCHED_PERCENT_COMPLETES = 90
"""A video watched this far counts as a lesson completed."""
NOTE_MAX_LENGTH = 2000
NOTES_PER_LESSON = 200
"""How many notes one student may keep in one lesson."""
LONGEST_FILM = 24 * 3600
"""In seconds: the latest moment that a note may name."""
MOMENT_PARTS, MOMENT_DIGITS = 3, 5
FASTEST_PLAYBACK = Decimal("2.5")
"""Players offer up to double speed; the rest is for clocks that differ and reports that wait."""


def read_moment(text: str) -> int | None:
    """Seconds out of `3:42`, `1:02:09` or `222`, in any digits; 0 for nothing, None for what is no moment."""
    parts = [part.strip() for part in text.strip().split(":")]
    if parts == [""]:
        return 0
    if len(parts) > MOMENT_PARTS or not all(
        part.isdecimal() and len(part) <= MOMENT_DIGITS for part in parts
    ):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds if seconds <= LONGEST_FILM else None


def is_over(*, ends_at: datetime | None, now: datetime) -> bool:
    """Whether access that ends at `ends_at` has ended; without an end it never does."""
    return ends_at is not None and ends_at <= now


def end_of_access(*, days: int, now: datetime) -> datetime | None:
    """When access of `days` days that begins now ends; None (never) for 0 days."""
    return now + timedelta(days=days) if days else None


def progress_percent(*, completed: int, total: int) -> Decimal:
    """0.00 to 100.00, rounded down, so that 100 means all."""
    if total <= 0:
        return Decimal("0.00")
    share = Decimal(min(completed, total)) * 100 / total
    return share.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def believable_seconds(*, claimed: int, reported_at: datetime | None, now: datetime) -> int:
    """How many of the `claimed` seconds can have been watched since the latest report.

    Without an earlier report none: the first one starts the clock.
    """
    if reported_at is None or now <= reported_at:
        return 0
    possible = Decimal((now - reported_at).total_seconds()) * FASTEST_PLAYBACK
    return max(0, min(claimed, int(possible)))


def is_watched(*, watched_seconds: int, duration_seconds: int) -> bool:
    """Whether enough of the video was watched for the lesson to count as completed."""
    return duration_seconds > 0 and watched_seconds * 100 >= duration_seconds * WATCHED_PERCENT_COMPLETES
