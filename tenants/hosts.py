"""Host name to school.

Only `<username>.<platform domain>` and verified domains name a school. The map is kept in the
process for a few seconds, so that a warm request spends no query; unknown hosts are remembered in
a bounded map, so that random labels fill neither memory nor the database.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches

from tenants.context import ActiveTenant, platform

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tenants.models import Tenant

TTL_SECONDS = 30.0
GENERATION_TTL_SECONDS = 2.0
MAX_ENTRIES = 20_000
MAX_UNKNOWN = 2_000
_GENERATION_KEY = "tenants:hosts:generation"


class HostKind(StrEnum):
    PLATFORM = "platform"
    SCHOOL = "school"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HostMatch:
    kind: HostKind
    tenant: ActiveTenant | None = None


PLATFORM = HostMatch(HostKind.PLATFORM)
UNKNOWN = HostMatch(HostKind.UNKNOWN)


def normalise_host(raw: str) -> str:
    """`raw` in small letters, without port and one trailing dot; empty when it cannot be a host name."""
    host = raw.strip().lower()
    if host.startswith("["):
        return ""
    host, _, port = host.partition(":")
    if port and not (port.isascii() and port.isdigit()):
        return ""
    host = host.removesuffix(".")
    ok = host and len(host) <= 253 and all(c.isascii() and (c.isalnum() or c in ".-") for c in host)
    return host if ok else ""


class _HostMap:
    """Bounded map with a time to live; a shared generation number empties it in every process."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, tuple[float, HostMatch]] = OrderedDict()
        self._unknown: OrderedDict[str, tuple[float, HostMatch]] = OrderedDict()
        self._lock = threading.Lock()
        self._generation: int | None = None
        self._generation_read_at = 0.0

    def get(self, host: str) -> HostMatch | None:
        self._follow_generation()
        entry = self._known.get(host) or self._unknown.get(host)
        if entry is None or entry[0] < time.monotonic():
            return None
        return entry[1]

    def put(self, host: str, match: HostMatch) -> None:
        store, bound = (
            (self._unknown, MAX_UNKNOWN) if match.kind is HostKind.UNKNOWN else (self._known, MAX_ENTRIES)
        )
        with self._lock:
            store[host] = (time.monotonic() + TTL_SECONDS, match)
            store.move_to_end(host)
            while len(store) > bound:
                store.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._known.clear()
            self._unknown.clear()

    def _follow_generation(self) -> None:
        now = time.monotonic()
        if now - self._generation_read_at < GENERATION_TTL_SECONDS:
            return
        self._generation_read_at = now
        generation = caches["platform"].get(_GENERATION_KEY, 0)
        if generation != self._generation:
            self._generation = generation
            self.clear()


_map = _HostMap()


def forget_hosts() -> None:
    """Empty the map here at once and in every other process within seconds.

    Call it after commit whenever a username, domain or state changes.
    """
    cache = caches["platform"]
    cache.add(_GENERATION_KEY, 0, timeout=None)
    cache.incr(_GENERATION_KEY)
    _map.clear()


def resolve_host(raw: str) -> HostMatch:
    """What `raw` (a Host header) names: the platform, a school, or nothing we serve."""
    host = normalise_host(raw)
    if host == settings.PLATFORM_DOMAIN or host in settings.PLATFORM_ALIASES:
        return PLATFORM
    if not host:
        return UNKNOWN
    match = _map.get(host)
    if match is None:
        match = _look_up(host)
        _map.put(host, match)
    return match


def is_verified_domain(*, domain: str) -> bool:
    """Whether this is a school's own domain, spelled plainly; names under the platform's are none."""
    if domain != normalise_host(domain) or domain.endswith(f".{settings.PLATFORM_DOMAIN}"):
        return False
    return resolve_host(domain).kind is HostKind.SCHOOL


def find_school(*, username: str) -> ActiveTenant | None:
    """The school called `username`, through the same map as its host."""
    return resolve_host(f"{username}.{settings.PLATFORM_DOMAIN}").tenant


def find_school_by_id(*, tenant_id: uuid.UUID) -> ActiveTenant | None:
    """The school with this UUID, through the same map."""
    key = f"id:{tenant_id}"  # no host name has a colon, so no Host header can hit this entry
    match = _map.get(key)
    if match is None:
        match = _match_first(_served().filter(pk=tenant_id))
        _map.put(key, match)
    return match.tenant


def _served() -> QuerySet[Tenant]:
    from tenants.models import Tenant

    return Tenant.objects.exclude(username=None).exclude(state__in=["spare", "provisioning", "deleting"])


def _look_up(host: str) -> HostMatch:
    suffix = f".{settings.PLATFORM_DOMAIN}"
    served = _served()
    if host.endswith(suffix):
        label = host.removesuffix(suffix)
        served = served.filter(username=label) if "." not in label else served.none()
    else:
        served = served.filter(domains__domain=host, domains__verified_at__isnull=False)
    return _match_first(served)


def _match_first(served: QuerySet[Tenant]) -> HostMatch:
    with platform():
        tenant = served.first()
    return HostMatch(HostKind.SCHOOL, ActiveTenant.of(tenant)) if tenant else UNKNOWN
