"""What assessments add to pages of the apps below."""

from __future__ import annotations

from typing import Any

from tenant_apps.assessments.selectors.counting import count_published
from tenant_apps.courses.models import Course
from tenant_apps.students.models import Student


def papers_count(*, student: Student | None, course: Course | None) -> dict[str, Any]:
    """How many come with the course."""
    return {"papers_count": count_published(course_id=course.id) if course is not None else 0}
