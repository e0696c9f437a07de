"""Which school is active.

One ContextVar carries it: threads, async tasks, sockets and nested contexts each see their own
value, and the database wrapper compares it with what the physical connection was last set to.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from shared_apps.kernel.places import ZONES

PUBLIC_SCHEMA = "public"


class NoActiveTenant(RuntimeError):
    """Tenant work was asked for while no school was active: a bug, never a refusal to a person."""


class WrongTenant(RuntimeError):
    """An object or query of one school was used while another was active: a bug that must not pass."""


class TenantLike(Protocol):
    id: uuid.UUID
    schema_name: str
    username: str | None
    state: str
    language: str
    currency: str
    country: str
    digits: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class ActiveTenant:
    """The facts of a school that requests, tasks and storage need; no database object."""

    id: uuid.UUID
    schema_name: str
    username: str
    state: str = "active"
    language: str = "ar"
    currency: str = "EGP"
    country: str = "EG"
    digits: str = "latn"
    time_zone: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """The school's clock: the chosen one, else its country's, else UTC."""
        return ZoneInfo(self.time_zone or ZONES.get(self.country, "UTC"))

    @classmethod
    def of(cls, tenant: TenantLike) -> ActiveTenant:
        """The snapshot of a `Tenant` row."""
        return cls(
            id=tenant.id,
            schema_name=tenant.schema_name,
            username=tenant.username or "",
            state=tenant.state,
            language=tenant.language,
            currency=tenant.currency,
            country=tenant.country,
            digits=tenant.digits,
            time_zone=tenant.time_zone,
        )


_active: ContextVar[ActiveTenant | None] = ContextVar("active_tenant", default=None)


def active() -> ActiveTenant | None:
    """The active school, or None on the platform."""
    return _active.get()


def require_tenant() -> ActiveTenant:
    """The active school. Raises `NoActiveTenant` on the platform."""
    tenant = _active.get()
    if tenant is None:
        raise NoActiveTenant("this needs an active school; enter one with tenants.context.enter()")
    return tenant


def active_id() -> uuid.UUID | None:
    """UUID of the active school, or None on the platform."""
    tenant = _active.get()
    return tenant.id if tenant else None


@contextmanager
def enter(tenant: ActiveTenant | TenantLike) -> Iterator[ActiveTenant]:
    """Make `tenant` the active school for the block; the former one returns afterwards."""
    snapshot = tenant if isinstance(tenant, ActiveTenant) else ActiveTenant.of(tenant)
    token = _active.set(snapshot)
    try:
        yield snapshot
    finally:
        _active.reset(token)


@contextmanager
def platform() -> Iterator[None]:
    """Leave any school for the block: only the public schema is visible."""
    token = _active.set(None)
    try:
        yield
    finally:
        _active.reset(token)


def set_active(tenant: ActiveTenant | None) -> None:
    """Imperative form for the library's own commands; everything else uses `enter`."""
    _active.set(tenant)
