"""What a course asks of whoever wants in, told before they try."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tenant_apps.courses.models import Course, Lesson
from tenant_apps.courses.rules import is_in_plan
from tenant_apps.courses.selectors import list_prerequisites
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors.access import is_in_region
from tenant_apps.enrollments.selectors.entry import list_unmet_prerequisites
from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class Prerequisite:
    course: Course
    is_met: bool


@dataclass(frozen=True, slots=True)
class EntryTerms:
    """The conditions of a course, and how one reader stands to them; visitors are only told of seats."""

    is_judged: bool
    """Whether somebody reads who can be measured: a student."""
    prerequisites: list[Prerequisite]
    seats: int | None
    """How many the course takes; None for any number."""
    seats_left: int | None
    countries: list[str]
    """ISO 3166 alpha-2; empty for everywhere."""
    plans: list[str]
    is_in_region: bool = True
    is_in_plan: bool = True

    @property
    def is_full(self) -> bool:
        return self.seats_left == 0

    @property
    def is_met(self) -> bool:
        """Whether the reader is who the course is for, seats aside."""
        is_ready = not self.is_judged or all(one.is_met for one in self.prerequisites)
        return self.is_in_region and self.is_in_plan and is_ready

    @property
    def are_any(self) -> bool:
        return bool(self.prerequisites or self.seats is not None or self.countries or self.plans)


def read_terms(*, course: Course, student: Student | None, now: datetime) -> EntryTerms:
    """At most five queries, whatever the course asks for."""
    required = list(list_prerequisites(course_id=course.id))
    unmet: set[uuid.UUID] = {one.id for one in required}
    if student is not None and required:
        unmet = {one.id for one in list_unmet_prerequisites(student=student, course_id=course.id)}
    left = _seats_left(course, now)
    return EntryTerms(
        is_judged=student is not None,
        prerequisites=[Prerequisite(one, student is not None and one.id not in unmet) for one in required],
        seats=course.capacity,
        seats_left=left,
        countries=course.countries,
        plans=course.plans,
        is_in_region=student is None or is_in_region(student=student, course=course),
        is_in_plan=student is None or is_in_plan(plans=course.plans, plan=student.plan),
    )


def _seats_left(course: Course, now: datetime) -> int | None:
    if course.capacity is None:
        return None
    live = Enrollment.objects.live(now=now).filter(course_id=course.id)
    return max(0, course.capacity - live.values("student_id").distinct().count())


def find_open_preview(*, course: Course, lesson_id: uuid.UUID | None = None) -> Lesson | None:
    """A free lesson with a film that anybody may watch, also without an account: this one, or the first.

    Not in a course for certain countries only: nobody knows where a visitor is.
    """
    if not course.is_published or course.countries:
        return None
    shown = Q(is_published=True, module__is_published=True, is_free=True, video__isnull=False)
    lessons = course.lessons.filter(shown).select_related("module", "course", "video")
    if lesson_id is not None:
        lessons = lessons.filter(pk=lesson_id)
    return lessons.order_by("module__order", "order").first()
