"""Base model and queryset of everything that lives in a school's schema.

A lazy query built for one school and evaluated in another would silently read the other's rows,
and saving an object read elsewhere would overwrite a stranger's. Both are stamped with the school
they came from and refuse to work in another.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from functools import wraps
from typing import Any, Self

from django.db import models

from shared_apps.kernel.models import KeyedModel
from tenants import context


def _guarded(name: str) -> Callable[..., Any]:
    original = getattr(models.QuerySet, name)

    @wraps(original)
    def run(self: TenantQuerySet, *args: Any, **kwargs: Any) -> Any:
        self.check_tenant()
        return original(self, *args, **kwargs)

    return run


class TenantQuerySet(models.QuerySet):
    """A QuerySet bound to the school that was active when it was made (or first used)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stamp: uuid.UUID | None = context.active_id()

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]  # the stubs leave it out
        clone._stamp = self._stamp or context.active_id()
        return clone

    def check_tenant(self) -> None:
        """Raise `NoActiveTenant` or `WrongTenant` unless the query's school is the active one."""
        current = context.require_tenant().id
        if self._stamp is not None and self._stamp != current:
            raise context.WrongTenant(f"a query of school {self._stamp} was used in school {current}")

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        self.check_tenant()
        return self._checked(super().iterator(chunk_size))

    def _checked(self, rows: Iterator[Any]) -> Iterator[Any]:
        # The rows are fetched while somebody walks through them, perhaps in another school by then.
        while True:
            self.check_tenant()
            try:
                row = next(rows)
            except StopIteration:
                return
            yield row

    async def aiterator(self, chunk_size: int = 2000) -> AsyncIterator[Any]:
        self.check_tenant()
        async for row in super().aiterator(chunk_size):
            yield row
            self.check_tenant()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        # A subquery runs where the outer query runs.
        self.check_tenant()
        return super().resolve_expression(*args, **kwargs)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> Any:
        self.check_tenant()
        rows = list(objs)
        for row in rows:
            row._check_stamp()
        return super().bulk_create(rows, *args, **kwargs)

    _fetch_all = _guarded("_fetch_all")
    aggregate = _guarded("aggregate")
    count = _guarded("count")
    exists = _guarded("exists")
    update = _guarded("update")
    _update = _guarded("_update")
    delete = _guarded("delete")
    _raw_delete = _guarded("_raw_delete")
    explain = _guarded("explain")


class TenantModel(KeyedModel):
    """A row of one school."""

    objects = TenantQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **more: Any) -> Self:
        instance = super().from_db(db, field_names, values, **more)
        instance._stamp = context.active_id()
        return instance

    def _check_stamp(self) -> None:
        current = context.require_tenant().id
        stamp = getattr(self, "_stamp", None)
        if stamp is not None and stamp != current:
            raise context.WrongTenant(f"{type(self).__name__} of school {stamp} was used in school {current}")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._check_stamp()
        super().save(*args, **kwargs)
        self._stamp = context.active_id()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        self._check_stamp()
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self._check_stamp()
        super().refresh_from_db(*args, **kwargs)
