"""What is counted beside the platform's own tables, kept in the cache: it can be counted again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.core.cache import caches

from shared_apps.operations.selectors.growth import FAILED_KEY, PERIODS, REDEEMED_KEY

ASKED_KEY = "operations:redeemed:asked"
KEPT_SECONDS = 3 * 86400
COUNTED_DAYS = 2 * max(PERIODS)
"""How far back the console looks: its longest period, and as many days before."""


def keep_redeemed(*, by_day: Mapping[date, int], now: datetime) -> None:
    """Remember how many codes all schools spent on each day."""
    caches["platform"].set(REDEEMED_KEY, (dict(by_day), now), timeout=KEPT_SECONDS)


def count_failed_job(*, now: datetime) -> None:
    """One more job of this day (UTC) has given up."""
    cache, key = caches["platform"], FAILED_KEY.format(day=now.date())
    cache.add(key, 0, timeout=8 * 86400)
    cache.incr(key)


_counters: list[Callable[[], object]] = []


def register_counter(*, send: Callable[[], object]) -> None:
    """Let the app that can see the schools' codes say how a count is asked for."""
    _counters[:] = [send]


def ask_for_count() -> None:
    """Have the codes counted now, because nothing is kept; once in five minutes at most."""
    if _counters and caches["platform"].add(ASKED_KEY, 1, timeout=300):
        _counters[0]()
