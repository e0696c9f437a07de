"""The run itself: platform, blueprint, canary, then the rest over several connections."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg.errors
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import OperationalError, connection, connections

from tenants import context
from tenants.blueprint import current_digest, ensure_blueprint
from tenants.fleet.ledger import discard_old_spares, former_head, note_failure, schools_behind
from tenants.fleet.upgrade import Upgrade, migrate_through_django, plan_upgrade, replay_upgrade
from tenants.models import Tenant

FLEET_LOCK = 0x45445553  # any number: the advisory lock under which the fleet is migrated
SCHOOLS_PER_TURN = 50
TRIES = 5
BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)

Progress = Callable[[str, int, int], None]
"""Hears a stage's name, how much is done, and of how much."""


class FleetBusy(RuntimeError):
    """Another run holds the fleet's lock."""


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    digest: str = ""
    migrated: int = 0
    spares_dropped: int = 0
    seconds: float = 0.0
    failed: dict[str, str] = field(default_factory=dict)
    """School to what went wrong there."""
    untouched: int = 0
    """Schools left alone because the first one failed."""

    def summary(self) -> str:
        lines = [f"Schools brought to the head: {self.migrated}, failed: {len(self.failed)}"]
        if self.untouched:
            lines.append(f"Not tried, because the first school failed: {self.untouched}")
        lines += [f"  {school}: {error}" for school, error in sorted(self.failed.items())]
        return "\n".join(lines)


def migrate_fleet(
    *, verbosity: int = 1, parallel: int = 4, progress: Progress | None = None, **options: Any
) -> Outcome:
    """Migrate the public schema, then every school that is behind. `options` go to Django's `migrate`.

    Raises `FleetBusy` when another run is at work. Schools that could not be migrated are in
    `failed`, and running again goes on with them.
    """
    started = time.monotonic()
    with context.platform():
        DjangoMigrate().execute(**_django_options(verbosity, options))
    with fleet_lock():
        ensure_blueprint()
        outcome = Outcome(digest=current_digest(), spares_dropped=discard_old_spares())
        _Run(outcome, parallel, progress or _silent).over(schools_behind())
    outcome.seconds = time.monotonic() - started
    return outcome


@contextmanager
def fleet_lock() -> Iterator[None]:
    """One run at a time. Raises `FleetBusy`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [FLEET_LOCK])
        if not cursor.fetchone()[0]:
            raise FleetBusy("another run is migrating the schools; wait for it to end")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [FLEET_LOCK])


class _Run:
    def __init__(self, outcome: Outcome, parallel: int, progress: Progress) -> None:
        self.outcome = outcome
        self.parallel = max(1, parallel)
        self.progress = progress
        self.done = 0
        self.total = 0
        self.lock = threading.Lock()

    def over(self, schools: Sequence[Tenant]) -> None:
        """One school of each former head alone first: a migration that breaks breaks one school."""
        self.total = len(schools)
        groups: dict[str, list[Tenant]] = {}
        for school in schools:
            groups.setdefault(former_head(school), []).append(school)
        for former, members in groups.items():
            upgrade = plan_upgrade(former=former)
            canary, rest = members[0], members[1:]
            if self._bring(canary, upgrade):
                self._bring_all(rest, upgrade)
            else:
                self.outcome.untouched += len(rest)

    def _bring_all(self, schools: list[Tenant], upgrade: Upgrade) -> None:
        workers = min(self.parallel, _connections_to_spare())
        # Four turns each at least, so that nobody is left with a long one at the end.
        size = max(1, min(SCHOOLS_PER_TURN, len(schools) // (4 * workers)))
        turns = [schools[i : i + size] for i in range(0, len(schools), size)]
        if workers <= 1:
            for turn in turns:
                self._take_turn(turn, upgrade, in_thread=False)
            return
        with ThreadPoolExecutor(max_workers=workers) as pool:
            for future in [pool.submit(self._take_turn, turn, upgrade, in_thread=True) for turn in turns]:
                future.result()

    def _take_turn(self, schools: list[Tenant], upgrade: Upgrade, *, in_thread: bool) -> None:
        try:
            for school in schools:
                self._bring(school, upgrade)
        finally:
            if in_thread:
                connections.close_all()

    def _bring(self, school: Tenant, upgrade: Upgrade) -> bool:
        error = _bring_school(school, upgrade)
        with self.lock:
            self.done += 1
            if error:
                self.outcome.failed[str(school)] = error
            else:
                self.outcome.migrated += 1
            self.progress("schools", self.done, self.total)
        return not error


def _bring_school(school: Tenant, upgrade: Upgrade) -> str:
    """Empty when it worked, else what went wrong. One school's trouble must not stop the others'."""
    bring = migrate_through_django if upgrade.why_not_text else replay_upgrade
    error = upgrade.refused
    for attempt in range(0 if upgrade.refused else TRIES):
        try:
            bring(tenant=school, upgrade=upgrade)
            return ""
        except OperationalError as busy:
            error = f"{type(busy).__name__}: {busy}".strip()
            if not isinstance(busy.__cause__, BUSY):
                break
            time.sleep(0.2 * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311  (spreads retries)
        except Exception as broken:
            error = f"{type(broken).__name__}: {broken}".strip()
            break
    note_failure(tenant=school, error=error)
    return error


def _connections_to_spare() -> int:
    pool = connections["default"].settings_dict.get("OPTIONS", {}).get("pool") or {}
    return max(1, int(pool.get("max_size", 5)) - 1)


def _django_options(verbosity: int, given: dict[str, Any]) -> dict[str, Any]:
    parser = DjangoMigrate().create_parser("manage.py", "migrate")
    defaults = vars(parser.parse_args([]))
    defaults.pop("args", None)
    return {**defaults, "skip_checks": True, "interactive": False, **given, "verbosity": verbosity}


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""
