"""Does the way to the database keep each client's search path?

A pooler in transaction mode gives the next transaction any server connection: with the stock
settings half of all reads then come from another school. That is found out by trying, not by
believing a setting, and a copy behind such a pooler is never ready.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, Self

import psycopg
from django.db import connection

TURNS = (0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1)
"""Who looks when. Irregular, so that a pooler that deals its connections in turns cannot keep step."""
PATHS = ('"t_0000000000000001", public', '"t_0000000000000002", public')
"""Schemas that need not exist: only the setting is read back."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one transaction saw."""

    path: str
    backend: int


class ProbeSession(Protocol):
    """One client's connection; each call is a transaction of its own."""

    def set_path(self, path: str) -> None: ...
    def look(self) -> Seen: ...
    def reports_path(self) -> bool: ...
    def close(self) -> None: ...


class ServerSession:
    """A connection of our own, beside the pool, with the settings of the application's."""

    def __init__(self) -> None:
        params: dict[str, Any] = connection.get_connection_params()
        for name in ("cursor_factory", "context"):
            params.pop(name, None)
        self._raw = psycopg.connect(**params, autocommit=True)

    @classmethod
    def connect(cls) -> Self:
        return cls()

    def set_path(self, path: str) -> None:
        self._raw.execute("SELECT set_config('search_path', %s, false)", [path])

    def look(self) -> Seen:
        row = self._raw.execute("SELECT current_setting('search_path'), pg_backend_pid()").fetchone()
        assert row is not None  # noqa: S101  (a SELECT without FROM has one row)
        return Seen(path=row[0], backend=row[1])

    def reports_path(self) -> bool:
        return self._raw.info.parameter_status("search_path") is not None

    def close(self) -> None:
        self._raw.close()


def find_leaks(connect: Callable[[], ProbeSession] = ServerSession.connect) -> list[str]:
    """Why schools' rows would mix on this way to the database; empty when they would not.

    Two clients set two paths and look again and again, in turns and across commits. A client whose
    backend changes between transactions sits behind a transaction pooler: that is accepted only
    when the server reports the search path, because no pooler can follow it otherwise.
    """
    sessions = [connect(), connect()]
    try:
        for session, path in zip(sessions, PATHS, strict=True):
            session.set_path(path)
        seen = [(client, sessions[client].look()) for client in TURNS]
        return _judge(seen, reported=all(session.reports_path() for session in sessions))
    finally:
        for session in sessions:
            session.close()


def _judge(seen: list[tuple[int, Seen]], *, reported: bool) -> list[str]:
    crossed = sum(look.path != PATHS[client] for client, look in seen)
    if crossed:
        share = f"{crossed} of {len(seen)} reads"
        return [f"{share} had another client's search path: a transaction pooler is between"]
    backends = [{look.backend for client, look in seen if client == one} for one in range(len(PATHS))]
    is_pooled = any(len(pids) > 1 for pids in backends) or bool(backends[0] & backends[1])
    if is_pooled and not reported:
        return ["connections are shared between clients and the server does not report search_path"]
    return []
