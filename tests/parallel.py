"""Real threads against the pool."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

from django.db import connections

T = TypeVar("T")


def run_parallel(calls: Sequence[Callable[[], T]], *, threads: int = 16) -> list[T | Exception]:
    """Run all `calls` on `threads` threads, begun together; the answers or exceptions in their order.

    Each call sees the context (the active school) of the caller and gives its connection back.
    """
    gate = threading.Barrier(min(threads, len(calls)))
    waited = threading.local()

    def run(call: Callable[[], T]) -> T | Exception:
        if not getattr(waited, "done", False):
            waited.done = True
            gate.wait(timeout=30)
        try:
            return call()
        except Exception as error:  # the caller counts what came
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=min(threads, len(calls))) as pool:
        futures = [pool.submit(_in_context(run, call)) for call in calls]
        return [future.result() for future in futures]


def _in_context(run: Callable[[Any], Any], call: Callable[[], Any]) -> Callable[[], Any]:
    context = copy_context()
    return lambda: context.run(run, call)
