"""Who may enter a course: how many, from where, with which plan, after which other courses."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TypedDict

from django.db import connection

from tenant_apps.courses import rules
from tenant_apps.courses.errors import PrerequisiteCircle, PrerequisiteUnknown
from tenant_apps.courses.models import Course, CoursePrerequisite


class EntryChanges(TypedDict, total=False):
    """Only the keys that are present change; whoever is in already keeps their place."""

    capacity: int | None
    countries: Sequence[str]
    plans: Sequence[str]
    prerequisites: Sequence[uuid.UUID]


# Every course from which one comes to `course` by requirements; `UNION` ends also where a circle is.
_REQUIRED = """
WITH RECURSIVE needed(id) AS (
    SELECT required_id FROM courses_courseprerequisite WHERE course_id = ANY(%(start)s)
    UNION
    SELECT p.required_id FROM courses_courseprerequisite p JOIN needed n ON n.id = p.course_id
)
SELECT EXISTS (SELECT 1 FROM needed WHERE id = %(course)s)
"""


def apply_entry(course: Course, changes: EntryChanges) -> None:
    """Set what stands in the course's own row.

    Raises `CapacityRefused`, `CountryUnknown`, `PlanNameRefused`.
    """
    if "capacity" in changes:
        course.capacity = rules.clean_capacity(changes["capacity"])
    if "countries" in changes:
        course.countries = rules.clean_countries(changes["countries"])
    if "plans" in changes:
        course.plans = rules.clean_plans(changes["plans"])


def keep_prerequisites(course: Course, changes: EntryChanges) -> None:
    """Replace the courses that must be completed before. The caller holds the course's lock.

    Raises `PrerequisiteUnknown`, `PrerequisiteCircle`.
    """
    if "prerequisites" not in changes:
        return
    wanted = set(changes["prerequisites"])
    with connection.cursor() as cursor:
        # Two teachers who make two courses require each other at once must not both see none of it.
        cursor.execute("LOCK TABLE courses_courseprerequisite IN SHARE ROW EXCLUSIVE MODE")
        if Course.objects.filter(pk__in=wanted).count() != len(wanted):
            raise PrerequisiteUnknown()
        cursor.execute(_REQUIRED, {"start": list(wanted), "course": course.id})
        if course.id in wanted or cursor.fetchone()[0]:
            raise PrerequisiteCircle()
    CoursePrerequisite.objects.filter(course=course).exclude(required_id__in=wanted).delete()
    CoursePrerequisite.objects.bulk_create(
        [CoursePrerequisite(course=course, required_id=course_id) for course_id in sorted(wanted)],
        ignore_conflicts=True,
    )
