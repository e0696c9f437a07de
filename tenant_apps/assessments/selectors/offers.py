"""What a student may take, now or later."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tenant_apps.assessments.models import Assessment, Attempt, Question
from tenant_apps.assessments.selectors.authoring import with_totals
from tenant_apps.courses.rules import is_in_plan, is_open_in
from tenant_apps.enrollments.selectors import find_live_enrollment
from tenant_apps.enrollments.selectors.shelf import list_open_places
from tenant_apps.students.models import Student


class OfferState(StrEnum):
    OPEN = "open"
    UPCOMING = "upcoming"
    CLOSED = "closed"
    IN_PROGRESS = "in_progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Offer:
    """An assessment, with course, module, lesson, `questions_count`, `points_total`, for its student."""

    assessment: Assessment
    state: OfferState
    attempts_used: int
    attempts_left: int | None
    """None: any number."""
    open_attempt_id: uuid.UUID | None


def list_assessments_for_student(
    *, student: Student, now: datetime, course_id: uuid.UUID | None = None
) -> list[Offer]:
    """Published assessments of what is open to the student, soonest closing first: three queries.

    One without questions is not listed.
    """
    rows = list(_published(course_id=course_id))
    places = list_open_places(student=student, course_ids={row.course_id for row in rows}, now=now)
    rows = [row for row in rows if _is_open_to(student, row, places)]
    attempts: defaultdict[uuid.UUID, list[Attempt]] = defaultdict(list)
    taken = Attempt.objects.filter(student=student, assessment_id__in=[row.id for row in rows])
    for attempt in taken.defer("paper"):
        attempts[attempt.assessment_id].append(attempt)
    return [_offer(row, attempts[row.id], now) for row in rows]


def is_offered(assessment: Assessment) -> bool:
    """Whether students see it at all. Reads `module` and `lesson`."""
    module, lesson = assessment.module, assessment.lesson
    return (
        assessment.is_published
        and (module is None or module.is_published)
        and (lesson is None or lesson.is_published)
    )


def can_take(*, student: Student, assessment: Assessment, now: datetime) -> bool:
    """Whether the student has what the assessment belongs to. Reads `assessment.course`."""
    if not _is_within_reach(student, assessment):
        return False
    place = find_live_enrollment(
        student=student, course_id=assessment.course_id, module_id=assessment.module_id, now=now
    )
    return place is not None


def _published(*, course_id: uuid.UUID | None) -> QuerySet[Assessment]:
    rows = with_totals(Assessment.objects.select_related("course", "module", "lesson")).filter(
        Q(module=None) | Q(module__is_published=True),
        Q(lesson=None) | Q(lesson__is_published=True),
        Exists(Question.objects.filter(assessment=OuterRef("pk"))),
        is_published=True,
    )
    if course_id is not None:
        rows = rows.filter(course_id=course_id)
    return rows.order_by(F("available_until").asc(nulls_last=True), "-created_at", "-id")


def _is_open_to(
    student: Student, assessment: Assessment, places: set[tuple[uuid.UUID, uuid.UUID | None]]
) -> bool:
    if not _is_within_reach(student, assessment):
        return False
    course_id, module_id = assessment.course_id, assessment.module_id
    return (course_id, None) in places or (module_id is not None and (course_id, module_id) in places)


def _is_within_reach(student: Student, assessment: Assessment) -> bool:
    """Whether the course's countries and plans allow it to the student."""
    course = assessment.course
    return (
        student.is_active
        and is_open_in(countries=course.countries, country_code=student.country_code)
        and is_in_plan(plans=course.plans, plan=student.plan)
    )


def _offer(assessment: Assessment, attempts: list[Attempt], now: datetime) -> Offer:
    running = next((one for one in attempts if one.is_open and not one.is_overdue(now)), None)
    limit = assessment.max_attempts
    left = None if limit is None else max(0, limit - len(attempts))
    return Offer(
        assessment=assessment,
        state=_state(assessment, is_running=running is not None, left=left, now=now),
        attempts_used=len(attempts),
        attempts_left=left,
        open_attempt_id=running.id if running else None,
    )


def _state(assessment: Assessment, *, is_running: bool, left: int | None, now: datetime) -> OfferState:
    if is_running:
        return OfferState.IN_PROGRESS
    if left == 0:
        return OfferState.DONE
    if assessment.is_upcoming(now):
        return OfferState.UPCOMING
    return OfferState.CLOSED if assessment.is_closed(now) else OfferState.OPEN
