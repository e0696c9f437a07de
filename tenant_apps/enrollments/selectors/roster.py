"""Students as the teacher's list shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class StudentRow:
    student: Student
    courses: int
    """In how many courses the student is or was, wholly or with a module."""


def student_rows(*, students: Sequence[Student]) -> list[StudentRow]:
    """One query for all of them."""
    kept = Enrollment.objects.kept().filter(student__in=students).order_by()
    counts = dict(kept.values_list("student_id").annotate(Count("course_id", distinct=True)))
    return [StudentRow(student, counts.get(student.id, 0)) for student in students]
