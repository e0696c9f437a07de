"""Database wrapper: the search path follows the active school.

The wrapper of django-tenants keeps the tenant on the wrapper object (one per thread) and issues
SET before every cursor. Here the ContextVar is the only truth: before each statement the path is sent
when the physical connection does not have it yet, the server's answer is compared, and whatever may
undo it (rollback, rollback to a savepoint, close) makes us forget what we know.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgresWrapper
from django.db.utils import OperationalError
from django_tenants.postgresql_backend import base as stock

from tenants import context

TENANTS_PER_CONNECTION = 100
"""A backend's relation cache grows by about half a megabyte per school it has seen and is only
freed by closing it, so a connection that has served this many is closed, not reused."""


class DatabaseWrapper(stock.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._sent_path: str | None = None
        self._path_frozen = False
        self._constructed = False
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._follow)

    # The two attributes of the stock wrapper that its router and commands read.
    @property
    def schema_name(self) -> str:
        tenant = context.active()
        return tenant.schema_name if tenant else context.PUBLIC_SCHEMA

    @schema_name.setter
    def schema_name(self, value: str | None) -> None:
        """The stock constructor assigns it; the ContextVar stays the only truth."""

    @property
    def tenant(self) -> Any:
        return context.active() or stock.FakeTenant(schema_name=context.PUBLIC_SCHEMA)

    @tenant.setter
    def tenant(self, value: Any) -> None:
        """See `schema_name`."""

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        if tenant.schema_name == context.PUBLIC_SCHEMA:
            self.set_schema_to_public()
            return
        context.set_active(
            tenant if isinstance(tenant, context.ActiveTenant) else context.ActiveTenant.of(tenant)
        )

    def set_schema(self, schema_name: str, include_public: bool = True, tenant_type: Any = None) -> None:
        """For the library's commands, which know a schema by name only."""
        if schema_name == context.PUBLIC_SCHEMA:
            self.set_schema_to_public()
        else:
            nameless = context.ActiveTenant(id=uuid.UUID(int=0), schema_name=schema_name, username="")
            context.set_active(nameless)

    def set_schema_to_public(self) -> None:
        # The stock constructor calls this for each new thread's wrapper: it must not end the
        # context in which that connection was first needed.
        if self._constructed:
            context.set_active(None)
        self._constructed = True

    def close(self) -> None:
        self._sent_path = None
        self._recycle_when_worn()
        super().close()

    def _recycle_when_worn(self) -> None:
        seen = getattr(self.connection, "tenants_seen", None)
        if seen is not None and len(seen) > TENANTS_PER_CONNECTION and not self.in_atomic_block:
            # The pool discards a closed connection and opens a fresh one.
            self.connection.close()

    def rollback(self) -> None:
        self._sent_path = None
        super().rollback()

    def savepoint_rollback(self, sid: str) -> None:
        # ROLLBACK TO needs a cursor while the transaction is aborted: no path may be sent for it.
        self._path_frozen = True
        try:
            PostgresWrapper.savepoint_rollback(self, sid)
        finally:
            self._path_frozen = False
            self._sent_path = None

    def _cursor(self, name: str | None = None) -> Any:
        cursor = PostgresWrapper._cursor(self, name)  # type: ignore[attr-defined]  # the stubs leave it out
        if not self._path_frozen:
            self._send_path()
        return cursor

    def _follow(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, about: Any) -> Any:
        """Before each statement: a cursor may be older than the latest change of school."""
        if not self._path_frozen:
            self._send_path()
        return execute(sql, params, many, about)

    def _send_path(self) -> None:
        schema = self.schema_name
        wanted = f'"{schema}", public' if schema != context.PUBLIC_SCHEMA else "public"
        if wanted == self._sent_path:
            return
        if self.needs_rollback:
            return  # the transaction is lost and no statement but ROLLBACK will be accepted
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            answer = cursor.execute("SELECT set_config('search_path', %s, false)", [wanted]).fetchone()
        if answer is None or answer[0] != wanted:
            self.close()
            raise OperationalError(f"the server did not take the search path {wanted!r}")
        self._sent_path = wanted
        self._note_tenant(schema)

    def _note_tenant(self, schema: str) -> None:
        seen = getattr(self.connection, "tenants_seen", None)
        if seen is None:
            seen = self.connection.tenants_seen = set()
        seen.add(schema)
