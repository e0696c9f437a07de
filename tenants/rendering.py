"""Turn migrations into SQL text, by running them in a schema that nobody will see.

Django can print a migration without running it, but then whatever asks the database for the name
of a constraint finds nothing. So the migrations run for real in a scratch schema, the editor
writes down each statement, and the transaction is rolled back.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import connection, transaction
from django.db.migrations import AddIndex, Migration, RemoveIndex, RunPython, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from tenants import context
from tenants.context import ActiveTenant
from tenants.schemas import new_schema_name, quoted_schema

SCRATCH_ID = uuid.UUID(int=0)


class CannotRender(Exception):
    """A migration does something that is not SQL text: it has to run through Django."""


@contextmanager
def scratch_schema() -> Iterator[ActiveTenant]:
    """An empty schema, active for the block and rolled back with everything done in it."""
    school = ActiveTenant(id=SCRATCH_ID, schema_name=new_schema_name(), username="")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {quoted_schema(school.schema_name)}")
        with context.enter(school):
            yield school
        transaction.set_rollback(True)


def render(
    *, migrations: Iterable[Migration], state: ProjectState, empty: bool
) -> tuple[list[str], ProjectState]:
    """The statements of `migrations`, run one after another in the active (scratch) schema.

    `empty` says that the statements are for schools without rows: steps in Python that are marked
    `elidable` have nothing to do there and are left out. Raises `CannotRender`.
    """
    statements: list[str] = []
    for migration in migrations:
        _refuse_python(migration, empty=empty)
        with recording_editor(statements) as editor:
            state = _apply(migration, state, editor)
    return statements, state


@contextmanager
def recording_editor(statements: list[str]) -> Iterator[Any]:
    """A schema editor that also appends what it runs to `statements`, as single statements."""

    class RecordingEditor(connection.SchemaEditorClass):  # type: ignore[name-defined]  # known at run time
        def execute(self, sql: Any, params: Any = ()) -> None:
            text = str(sql) if params is None else self.connection.ops.compose_sql(str(sql), params)
            statements.extend(single_statements(text))
            super().execute(text, None)

    with RecordingEditor(connection, atomic=True) as editor:
        yield editor


_CONSTRAINTS_FIRST = re.compile(r"^(SET CONSTRAINTS [^;]+);\s*(?=\S)")
_CONSTRAINTS_AFTER = re.compile(r";\s*(?=SET CONSTRAINTS )")


def single_statements(text: str) -> list[str]:
    """`text` with the `SET CONSTRAINTS` that Django glues to some statements cut off."""
    text = _CONSTRAINTS_FIRST.sub("\\1\0", text.strip().rstrip(";"))
    text = _CONSTRAINTS_AFTER.sub("\0", text)
    return [part for part in text.split("\0") if part]


def _apply(migration: Migration, state: ProjectState, editor: Any) -> ProjectState:
    for operation in migration.operations:
        before = state.clone()
        operation.state_forwards(migration.app_label, state)
        if isinstance(operation, AddIndexConcurrently):
            # A school without rows, or a replay under a lock timeout, gains nothing from it.
            AddIndex.database_forwards(operation, migration.app_label, editor, before, state)
        elif isinstance(operation, RemoveIndexConcurrently):
            RemoveIndex.database_forwards(operation, migration.app_label, editor, before, state)
        elif not isinstance(operation, RunPython):
            operation.database_forwards(migration.app_label, editor, before, state)
    return state


def _refuse_python(migration: Migration, *, empty: bool) -> None:
    if not migration.atomic and not empty:
        raise CannotRender(f"{migration} is not atomic")
    for operation in _flat(migration.operations):
        if isinstance(operation, RunPython) and not (empty and operation.elidable):
            raise CannotRender(
                f"{migration} runs Python: mark the step elidable if an empty school does not need it"
            )


def _flat(operations: Iterable[Operation]) -> Iterator[Operation]:
    for operation in operations:
        yield operation
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _flat(operation.database_operations)
