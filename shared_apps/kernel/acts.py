"""What staff do leaves a line that the school's owner reads.

Whoever lets somebody in says who acts; a service that has done something worth a line says so with
`note_act`, within its transaction. The person is for the record only: nothing may be decided by it
(`docs/decisions/0011-who-did-what.md`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from shared_apps.kernel.events import publish


@dataclass(frozen=True, slots=True)
class ActingPerson:
    """Somebody who runs the school, or an operator who looks at it."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class ActDone:
    """Somebody did something in the active school. `act` is `<kind of object>.<past participle>`."""

    person: ActingPerson
    act: str
    object_id: uuid.UUID | None
    title: str
    details: Mapping[str, Any] = field(default_factory=dict)


_acting: ContextVar[ActingPerson | None] = ContextVar("acting", default=None)


@contextmanager
def acting_as(person: ActingPerson | None) -> Iterator[None]:
    """Within the block this person acts; None for nobody yet (`begin_acting` may name somebody)."""
    token = _acting.set(person)
    try:
        yield
    finally:
        _acting.reset(token)


def begin_acting(person: ActingPerson) -> None:
    """From here to the end of the surrounding `acting_as` this person acts."""
    _acting.set(person)


def acting_person() -> ActingPerson | None:
    """Who acts, to be carried into a background task."""
    return _acting.get()


def note_act(
    *, act: str, of: uuid.UUID | None = None, title: object = "", details: Mapping[str, Any] | None = None
) -> None:
    """Leave a line in the caller's transaction; without anybody who acts (students, jobs) none.

    `details` is JSON that an owner may read: never a password, a token or an unused code.
    """
    person = _acting.get()
    if person is not None:
        publish(ActDone(person=person, act=act, object_id=of, title=str(title), details=details or {}))
