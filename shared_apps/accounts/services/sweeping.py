"""Rows that have had their time."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared_apps.accounts.models import OneTimeCode, Session
from shared_apps.kernel.models import AttemptCounter

KEPT = timedelta(days=30)
"""How long an ended session or a used code can still be looked up."""


def delete_expired(*, now: datetime) -> int:
    """Delete counters, one-time codes and sessions that are over; returns the number of rows."""
    # A counter's strikes decide how long the next lock is: they stay for a day after the window.
    counters, _ = AttemptCounter.objects.filter(window_ends_at__lt=now - timedelta(days=1)).delete()
    codes, _ = OneTimeCode.objects.filter(expires_at__lt=now - KEPT).delete()
    sessions, _ = Session.objects.filter(expires_at__lt=now - KEPT).delete()
    return counters + codes + sessions
