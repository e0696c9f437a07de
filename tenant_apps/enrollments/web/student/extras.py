"""What apps above this one add to its pages: each registers how to read it, the template shows it."""

from __future__ import annotations

from typing import Any, Literal, Protocol

from tenant_apps.courses.models import Course
from tenant_apps.students.models import Student

Page = Literal["home", "course"]


class Extra(Protocol):
    """Reads what goes into the page's context; `course` is None on pages of the whole school."""

    def __call__(self, *, student: Student | None, course: Course | None) -> dict[str, Any]: ...


_extras: dict[Page, list[Extra]] = {"home": [], "course": []}


def register_extra(*, page: Page, read: Extra) -> None:
    """Let `read` add to the context of `page`; registering it again is harmless."""
    if read not in _extras[page]:
        _extras[page].append(read)


def read_extras(*, page: Page, student: Student | None, course: Course | None = None) -> dict[str, Any]:
    """Everything that the apps above have to add to this page."""
    found: dict[str, Any] = {}
    for read in _extras[page]:
        found |= read(student=student, course=course)
    return found
