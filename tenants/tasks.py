"""Background work that knows its school.

The school is captured when the call is made, travels in a header, and is entered while the task
runs. `task.delay(...)`, `task.s(...)` (so chains and callbacks too) and `after_commit(task, ...)`
capture it; `transaction.on_commit(task.delay)` would not, because it runs when the block that
entered the school may be over.
"""

from __future__ import annotations

import logging
import random
import uuid
from typing import Any

from celery import Task, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerAway

from tenants import context
from tenants.hosts import find_school_by_id

HEADER = "edupro_school"
PLATFORM = "platform"

log = logging.getLogger(__name__)


class NoSchoolForTask(RuntimeError):
    """A message arrived without the school it is for, or for one that is no longer served."""


class SchoolTask(Task):
    """Runs in the school that was active when the call was made.

    A task declared with `platform_wide=True` runs on the platform; every other refuses to be sent
    or run without a school, and with `runs_while_closed=True` also serves a suspended or archived
    one. Called as a plain function it runs in the caller's school.
    """

    abstract = True
    platform_wide = False
    runs_while_closed = False

    def signature(self, args: Any = None, *more: Any, **options: Any) -> Any:
        made = super().signature(args, *more, **options)
        made.options["headers"] = self._stamped(made.options.get("headers"))
        return made

    subtask = signature

    def apply_async(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        options["headers"] = self._stamped(options.get("headers"))
        return super().apply_async(args, kwargs, **options)

    def apply(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        options["headers"] = self._stamped(options.get("headers"))
        return super().apply(args, kwargs, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        request = self.request
        if request.called_directly or getattr(request, "school_entered", False):
            return self._run_directly(*args, **kwargs)
        # One request, one entry: a task that calls itself as a function stays where it is.
        request.school_entered = True
        school = self._school_of(request)
        with context.enter(school) if school else context.platform():
            # Not super().__call__: it would push an empty request, and `retry` would count from 0.
            return self.run(*args, **kwargs)

    def _run_directly(self, *args: Any, **kwargs: Any) -> Any:
        if self.platform_wide:
            with context.platform():
                return super().__call__(*args, **kwargs)
        context.require_tenant()
        return super().__call__(*args, **kwargs)

    def _stamped(self, headers: dict[str, Any] | None) -> dict[str, Any]:
        if headers and HEADER in headers:
            return headers
        mark = PLATFORM if self.platform_wide else str(context.require_tenant().id)
        return {**(headers or {}), HEADER: mark}

    def _school_of(self, request: Any) -> context.ActiveTenant | None:
        if self.platform_wide:
            return None
        named = (request.headers or {}).get(HEADER) or getattr(request, HEADER, None)
        if not named or named == PLATFORM:
            raise NoSchoolForTask(f"{self.name} came without a school")
        school = find_school_by_id(tenant_id=uuid.UUID(named))
        if school is None:
            raise NoSchoolForTask(f"{self.name} came for a school that is not served")
        if school.state != "active" and not self.runs_while_closed:
            raise NoSchoolForTask(f"{self.name} came for a school that is {school.state}")
        return school


def after_commit(task: SchoolTask, *args: Any, **kwargs: Any) -> None:
    """Send `task` with these arguments once the transaction is committed, in the school active now."""
    call = task.si(*args, **kwargs)
    transaction.on_commit(lambda: _send(call))


def for_each_school(
    task: SchoolTask, *args: Any, chunk: int = 200, seconds: float = 10.0, **kwargs: Any
) -> int:
    """Send `task` once per active school; returns how many.

    The calls are spread: `chunk` schools in each `seconds`, at random moments within them, so that
    a nightly job does not arrive everywhere at once.
    """
    from tenants.models import Tenant

    with context.platform():
        schools = list(Tenant.objects.filter(state=Tenant.State.ACTIVE).order_by("id"))
    for place, school in enumerate(schools):
        with context.enter(school):
            call = task.si(*args, **kwargs)
        wait = (place // chunk + random.random()) * seconds  # noqa: S311  (spreads load)
        call.apply_async(countdown=wait)
    return len(schools)


def _send(call: Any) -> None:
    try:
        call.apply_async()
    except BrokerAway:
        # The work that it follows is committed: an error now would only hide that from the person.
        log.exception("%s was not sent: the broker does not answer", call.task)


@shared_task(platform_wide=True)
def refill_stock() -> int:
    """Make ready schemas until the stock is full; returns how many were made."""
    from tenants.provision import refill_stock as refill

    return refill()
