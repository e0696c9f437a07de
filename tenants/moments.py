"""Reading many tables as they are at one moment, and telling somebody meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context

from django.db import connection, connections, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read in this block is as it was at the first read, whatever others write. It writes nothing.

    A transaction that is open already decides for itself what it sees.
    """
    if connection.in_atomic_block:
        yield
        return
    # The search path is sent by a statement, and the level can be chosen only before the first one.
    with connection.cursor():
        pass
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def beside() -> Iterator[Callable[[Callable[[], None]], None]]:
    """Gives `do(work)`, which runs `work` over a connection of its own and waits for it.

    So something can be written, and seen by all, while this connection reads in `one_moment`. The work is
    done in the caller's school and does not see what the caller has not committed.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:

        def do(work: Callable[[], None]) -> None:
            thread.submit(copy_context().run, work).result()

        try:
            yield do
        finally:
            thread.submit(connections.close_all).result()
