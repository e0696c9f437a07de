"""Background work that knows its school."""

from __future__ import annotations

import uuid
from typing import Any

from celery import Task, shared_task

from tenants import context
from tenants.hosts import find_school_by_id

HEADER = "edupro_school"
PLATFORM = "platform"


class NoSchoolForTask(RuntimeError):
    """A message arrived without the school it is for, or for one that is no longer served."""


class SchoolTask(Task):
    """Runs in the school that was active when the call was made.

    The school travels in a header. A task declared with `platform_wide=True` runs on the platform;
    every other refuses to run without a school.
    """

    abstract = True
    platform_wide = False

    def apply_async(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        headers = dict(options.pop("headers", None) or {})
        if HEADER not in headers:
            headers[HEADER] = PLATFORM if self.platform_wide else str(context.require_tenant().id)
        return super().apply_async(args, kwargs, headers=headers, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        school = self._school()
        if school is None:
            with context.platform():
                return super().__call__(*args, **kwargs)
        with context.enter(school):
            return super().__call__(*args, **kwargs)

    def _school(self) -> context.ActiveTenant | None:
        if self.platform_wide:
            return None
        named = (self.request.headers or {}).get(HEADER) or getattr(self.request, HEADER, None)
        if not named or named == PLATFORM:
            raise NoSchoolForTask(f"{self.name} came without a school")
        school = find_school_by_id(tenant_id=uuid.UUID(named))
        if school is None:
            raise NoSchoolForTask(f"{self.name} came for a school that is not served")
        return school


@shared_task(platform_wide=True)
def refill_stock() -> int:
    """Make ready schemas until the stock is full; returns how many were made."""
    from tenants.provision import refill_stock as refill

    return refill()
