"""What reviews add to pages of the apps below."""

from __future__ import annotations

from typing import Any

from tenant_apps.courses.models import Course
from tenant_apps.ratings.selectors import list_praise
from tenant_apps.students.models import Student


def voices(*, student: Student | None, course: Course | None) -> dict[str, Any]:
    """A few words of students for the school's home."""
    return {"voices": list_praise()}
