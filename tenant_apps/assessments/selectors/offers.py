"""What a student may take, now or later."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from tenant_apps.assessments.models import Assessment, Attempt, Draw, Question
from tenant_apps.assessments.rules.clock import GRACE
from tenant_apps.assessments.selectors.attempts import are_results_released
from tenant_apps.assessments.selectors.authoring import with_totals
from tenant_apps.courses.rules import is_in_plan, is_open_in
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import find_live_enrollment
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
    best: Attempt | None
    """The attempt with the best released result."""


def list_assessments_for_student(
    *, student: Student, now: datetime, course_id: uuid.UUID | None = None
) -> list[Offer]:
    """Published assessments of what is open to the student, soonest closing first: three queries.

    Only those of the student's own courses are read. One without questions is not listed.
    """
    return read_offers(
        rows=query_offers(student=student, now=now, course_id=course_id), now=now, student=student
    )


def query_offers(
    *, student: Student, now: datetime, course_id: uuid.UUID | None = None
) -> QuerySet[Assessment]:
    """The rows of `list_assessments_for_student`, to be counted, cut into pages and given to `read_offers`.

    Each carries its `state`, one of `OfferState`, and the number of attempts `used`. Asks once which
    courses are open to the student.
    """
    reach = _reach(student, now, course_id)
    rows = _published().none() if reach is None else _published().filter(reach)
    return _with_state(rows, student, now)


def count_offers(*, rows: QuerySet[Assessment]) -> dict[OfferState, int]:
    """How many of `query_offers` are in each state; all states are there."""
    counts = dict.fromkeys(OfferState, 0)
    # The stubs do not see what was annotated elsewhere.
    for state, number in rows.order_by().values_list("state").annotate(Count("pk")):  # type: ignore[misc]
        counts[OfferState(state)] = number
    return counts


def read_offers(*, rows: Iterable[Assessment], student: Student, now: datetime) -> list[Offer]:
    """Rows of `query_offers` with what the student made of them: one query beside their own."""
    found = list(rows)
    attempts: defaultdict[uuid.UUID, list[Attempt]] = defaultdict(list)
    taken = Attempt.objects.filter(student=student, assessment_id__in=[row.id for row in found])
    for attempt in taken.defer("paper").order_by("number") if found else ():
        attempts[attempt.assessment_id].append(attempt)
    return [_offer(row, attempts[row.id], now) for row in found]


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


def _published() -> QuerySet[Assessment]:
    rows = with_totals(Assessment.objects.select_related("course", "module", "lesson")).filter(
        Q(module=None) | Q(module__is_published=True),
        Q(lesson=None) | Q(lesson__is_published=True),
        Exists(Question.objects.filter(assessment=OuterRef("pk")))
        | Exists(Draw.objects.filter(assessment=OuterRef("pk"))),
        is_published=True,
    )
    return rows.order_by(F("available_until").asc(nulls_last=True), "-created_at", "-id")


def _reach(student: Student, now: datetime, course_id: uuid.UUID | None) -> Q | None:
    """What the student has of the courses whose countries and plans allow it; None for nothing."""
    if not student.is_active:
        return None
    live = Enrollment.objects.live(now=now).filter(student=student)
    if course_id is not None:
        live = live.filter(course_id=course_id)
    fields = ("course_id", "module_id", "course__countries", "course__plans")
    places = [
        (course, module)
        for course, module, countries, plans in live.values_list(*fields)
        if is_open_in(countries=countries, country_code=student.country_code)
        and is_in_plan(plans=plans, plan=student.plan)
    ]
    whole = {course for course, module in places if module is None}
    modules = {module for _course, module in places if module is not None}
    return Q(course_id__in=whole) | Q(module_id__in=modules) if places else None


def _with_state(rows: QuerySet[Assessment], student: Student, now: datetime) -> QuerySet[Assessment]:
    """`state` as the student has it; a running attempt before everything else."""
    own = Attempt.objects.filter(assessment=OuterRef("pk"), student=student).order_by()
    in_time = Q(expires_at=None) | Q(expires_at__gte=now - GRACE)
    used = own.values("assessment").annotate(n=Count("pk")).values("n")
    rows = rows.annotate(used=Coalesce(Subquery(used, output_field=IntegerField()), 0))
    return rows.annotate(
        state=Case(
            When(Exists(own.filter(in_time, state=Attempt.State.OPEN)), then=Value(OfferState.IN_PROGRESS)),
            When(max_attempts__lte=F("used"), then=Value(OfferState.DONE)),
            When(available_from__gt=now, then=Value(OfferState.UPCOMING)),
            When(available_until__lte=now, then=Value(OfferState.CLOSED)),
            default=Value(OfferState.OPEN),
            output_field=CharField(),
        )
    )


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
    return Offer(
        assessment=assessment,
        state=OfferState(assessment.state),  # type: ignore[attr-defined]  # annotated by `query_offers`
        attempts_used=len(attempts),
        attempts_left=None if limit is None else max(0, limit - len(attempts)),
        open_attempt_id=running.id if running else None,
        best=_best(assessment, attempts, now),
    )


def _best(assessment: Assessment, attempts: list[Attempt], now: datetime) -> Attempt | None:
    """The attempt with the most points among those whose result the student may see."""
    if not are_results_released(assessment=assessment, now=now):
        return None
    graded = [one for one in attempts if one.state == Attempt.State.GRADED and one.percent is not None]
    return max(graded, key=lambda one: (one.percent or 0, one.number), default=None)
