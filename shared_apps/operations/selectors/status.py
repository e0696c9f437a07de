"""What anybody may know about how the platform is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import redis
from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _

from shared_apps.operations.selectors.health import waiting_jobs
from tenants.readiness import Readiness, check_readiness

CACHE_KEY = "public-status-1"
CACHE_SECONDS = 15
"""Strangers may ask as often as they like; the services are asked once in this time."""
REHEARSALS = {"slow": ("good", "good", "slow"), "down": ("down", "down", "good")}
"""Pages, data and background work on a bad day."""
MANY_JOBS = 500
"""With more than so many waiting, somebody waits for a mail or a mark."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that people use; `state` is good, slow or down."""

    name: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Status:
    """All parts, and when they were asked."""

    parts: tuple[Part, ...]
    asked_at: datetime

    @property
    def state(self) -> str:
        """The worst of the parts."""
        states = {part.state for part in self.parts}
        return next(state for state in ("down", "slow", "good") if state in states)


def get_status(*, now: datetime) -> Status:
    """The state of what schools stand on; at most `CACHE_SECONDS` old."""
    states, asked_at = _states(now)
    return _status(states, asked_at)


def rehearse_status(*, rehearsal: str, now: datetime) -> Status | None:
    """How the page would tell one of `REHEARSALS`; None for another word."""
    states = REHEARSALS.get(rehearsal)
    return _status(states, now) if states else None


def _status(states: tuple[str, str, str], asked_at: datetime) -> Status:
    pages, data, jobs = states
    return Status(
        parts=(
            Part(_("Pages"), _("School portals, dashboards, this site"), pages),
            Part(_("Data"), _("Courses, students, codes, answers"), data),
            Part(_("Background work"), _("Mails, closing of exams, exports"), jobs),
        ),
        asked_at=asked_at,
    )


def _states(now: datetime) -> tuple[tuple[str, str, str], datetime]:
    try:
        kept = caches["platform"].get(CACHE_KEY)
        if kept is None:
            kept = _ask(), now
            caches["platform"].set(CACHE_KEY, kept, timeout=CACHE_SECONDS)
    except (redis.RedisError, OSError):
        kept = _ask(), now
    states, asked_at = kept
    return states, asked_at


def _ask() -> tuple[str, str, str]:
    readiness = check_readiness()
    asks = settings.REDIS_URL and readiness.redis != "down"
    return judge(readiness=readiness, waiting=(waiting_jobs() or 0) if asks else 0)


def judge(*, readiness: Readiness, waiting: int) -> tuple[str, str, str]:
    """The states of pages, data and background work; `waiting` jobs have no worker yet."""
    data = "good" if readiness.database == "up" else "down"
    pages = "good" if readiness.is_ready else "down" if data == "down" else "slow"
    jobs = "down" if readiness.redis == "down" else "slow" if waiting > MANY_JOBS else "good"
    return pages, data, jobs
