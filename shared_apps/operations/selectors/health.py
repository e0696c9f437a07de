"""Is the platform well?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.db import connection

from shared_apps.accounts.models import Session
from tenants.fleet import Spread, fleet_spread, schools_behind
from tenants.models import Tenant
from tenants.readiness import Readiness, check_readiness

QUEUE = "celery"
ONLINE = timedelta(minutes=15)
SHOWN_BEHIND = 20


@dataclass(frozen=True, slots=True)
class Health:
    """What the page of health says."""

    readiness: Readiness
    spread: Spread
    behind: list[Tenant]
    """Schools that are not at this release's head, the oldest first, not more than are shown."""
    spares: int
    wanted_spares: int
    waiting_jobs: int | None
    """None: jobs run inside the web process and wait nowhere."""
    database_size: int
    connections: int
    max_connections: int
    online: int
    """Sessions that were used within the last quarter of an hour."""


def get_health(*, now: datetime) -> Health:
    """Asks the database, the ledger of schemas, the stock and the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_database_size(current_database()), (SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database()), current_setting('max_connections')::int"
        )
        size, used, most = cursor.fetchone()
    return Health(
        readiness=check_readiness(),
        spread=fleet_spread(),
        behind=schools_behind()[:SHOWN_BEHIND],
        spares=Tenant.objects.filter(state=Tenant.State.SPARE).count(),
        wanted_spares=settings.TENANT_SPARES,
        waiting_jobs=waiting_jobs(),
        database_size=size,
        connections=used,
        max_connections=most,
        online=Session.objects.filter(rotated_at__gt=now - ONLINE, ended_at=None).count(),
    )


def waiting_jobs() -> int | None:
    """How many wait for a worker; None where jobs run inside the web process or the queue is not told."""
    if not settings.REDIS_URL:
        return None
    try:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
        return int(str(client.llen(QUEUE)))
    except redis.RedisError:
        return None
