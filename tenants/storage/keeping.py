"""Files that stand or fall with a transaction.

A file has no rollback: one that was stored before a refusal would stay for ever, and one that was
removed before a rollback would be missing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.storage import default_storage
from django.db import transaction

from tenants import context

log = logging.getLogger(__name__)

_stored: ContextVar[list[str] | None] = ContextVar("files_stored", default=None)


def note_stored(key: str) -> None:
    """Called by the storages for each file they keep."""
    keys = _stored.get()
    if keys is not None:
        keys.append(key)


@contextmanager
def stored_together() -> Iterator[None]:
    """A transaction; when it fails, the files stored within it are removed again."""
    keys: list[str] = []
    outer = _stored.get()
    token = _stored.set(keys)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for key in keys:
            _remove(key)
        raise
    else:
        if outer is not None:
            outer.extend(keys)
    finally:
        _stored.reset(token)


def discard_after_commit(*keys: str) -> None:
    """Remove these files of the active school once the transaction is committed; empty keys are left out."""
    school = context.active()
    wanted = [key for key in keys if key]

    def remove() -> None:
        with context.enter(school) if school else context.platform():
            for key in wanted:
                _remove(key)

    if wanted:
        transaction.on_commit(remove)


def _remove(key: str) -> None:
    try:
        default_storage.delete(key)
    except Exception:
        # What the person asked for is done; a file left behind costs space, an error would mislead.
        log.exception("a stored file was not removed")
