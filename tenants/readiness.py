"""May this process be given requests?"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from tenants import context
from tenants.fleet.ledger import fleet_spread
from tenants.probe import find_leaks

PROBE_SECONDS = 60.0
"""How long an answer of the probe is believed: it opens two connections of its own."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Readiness:
    """What `/ready` says: the documented fields, and what is wrong."""

    database: str = "up"
    redis: str = "not configured"
    reasons: list[str] = field(default_factory=list)
    schools_behind: int = 0

    @property
    def is_ready(self) -> bool:
        return not self.reasons

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "status": "ok" if self.is_ready else "unavailable",
            "database": self.database,
            "redis": self.redis,
        }
        if self.reasons:
            body["reasons"] = self.reasons
        if self.schools_behind:
            body["schools_behind"] = self.schools_behind
        return body


def check_readiness() -> Readiness:
    """Database, pooler, migrations of the platform, Redis. Schools that are behind do not count."""
    found = Readiness()
    with context.platform():
        try:
            _check_database(found)
        except DatabaseError as error:
            log.warning("not ready: %s", error)
            found.database = "down"
            found.reasons.append("the database does not answer")
    _check_redis(found)
    return found


@cache
def expected_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that this release needs in the public schema."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(node for node in loader.graph.nodes if node in loader.disk_migrations)


class _Probe:
    """The latest answer of the probe and until when it is believed."""

    def __init__(self) -> None:
        self.leaks: list[str] = []
        self.good_until = 0.0

    def answer(self) -> list[str]:
        if time.monotonic() >= self.good_until:
            self.leaks = find_leaks()
            self.good_until = time.monotonic() + PROBE_SECONDS
        return self.leaks

    def forget(self) -> None:
        self.good_until = 0.0


probe = _Probe()


def _check_database(found: Readiness) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.django_migrations')")
        if cursor.fetchone()[0] is None:
            found.reasons.append("migrations are missing")
            return
        cursor.execute("SELECT app, name FROM public.django_migrations")
        missing = expected_migrations() - set(cursor.fetchall())
    if missing:
        found.reasons.append("migrations are missing")
        return
    found.schools_behind = fleet_spread().behind
    found.reasons += probe.answer()


def _check_redis(found: Readiness) -> None:
    if not settings.REDIS_URL:
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1).ping()
        found.redis = "up"
    except redis.RedisError as error:
        log.warning("not ready: %s", error)
        found.redis = "down"
        found.reasons.append("redis does not answer")
