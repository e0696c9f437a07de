"""Where somebody goes who has just become a student: what they came for may be done on the way."""

from __future__ import annotations

from typing import Protocol

from tenant_apps.students.models import Student


class Arrival(Protocol):
    """Does what `path` was opened for and says where that led; None when it is not its business."""

    def __call__(self, *, student: Student, path: str) -> str | None: ...


_arrivals: list[Arrival] = []


def register_arrival(arrive: Arrival) -> None:
    """Let an app finish what a new student came for; registering it again is harmless."""
    if arrive not in _arrivals:
        _arrivals.append(arrive)


def arrive_at(*, student: Student, path: str) -> str:
    """The address to go on to: `path`, or what was done about it."""
    for arrive in _arrivals:
        if led := arrive(student=student, path=path):
            return led
    return path
