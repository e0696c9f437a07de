"""Who joined, who enrolled, and how far they got."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncDate

from tenant_apps.analytics.rules import Period, Span
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.students.models import Student
from tenant_apps.students.rules import begin_of, bits_of, day_of

ACTIVE_DAYS = 7


@dataclass(frozen=True, slots=True)
class StudentCounts:
    all: int
    active: int
    """With any activity on the latest seven days, today included."""
    active_before: int
    """The same of the seven days before."""
    joined: int
    joined_before: int
    """In the period before."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Of those who joined in a period, how many came how far since."""

    joined: int
    enrolled: int
    watched: int
    """Opened a lesson."""
    finished: int
    """Finished a course."""


def count_students(*, period: Period, zone: ZoneInfo, now: datetime) -> StudentCounts:
    """One query over all students. Days with an activity are those of UTC."""
    today = day_of(now)
    week, week_before = today - ACTIVE_DAYS + 1, today - 2 * ACTIVE_DAYS + 1
    since, since_before = begin_of(week), begin_of(week_before)
    bits = bits_of(first=week_before, last=week - 1)
    only_before = Q(last_activity_at__gte=since_before, last_activity_at__lt=since)
    in_both = Q(last_activity_at__gte=since, days_before__gt=0)
    start, end = period.window(zone=zone)
    before, _end = period.previous.window(zone=zone)
    row = Student.objects.annotate(days_before=F("active_days").bitand(bits)).aggregate(
        all=Count("id"),
        active=Count("id", filter=Q(last_activity_at__gte=since)),
        active_before=Count("id", filter=only_before | in_both),
        joined=Count("id", filter=Q(joined_at__gte=start, joined_at__lt=end)),
        joined_before=Count("id", filter=Q(joined_at__gte=before, joined_at__lt=start)),
    )
    return StudentCounts(**row)


def enrollments_by_day(*, span: Span, zone: ZoneInfo) -> dict[date, int]:
    """How many places were opened on each day that had any: one query."""
    start, end = span.window(zone=zone)
    rows = (
        Enrollment.objects.kept()
        .filter(enrolled_at__gte=start, enrolled_at__lt=end)
        .annotate(on=TruncDate("enrolled_at", tzinfo=zone))
        .order_by()
        .values_list("on")
        .annotate(Count("id"))
    )
    return dict(rows)


def read_funnel(*, span: Span, zone: ZoneInfo) -> Funnel:
    """One query."""
    start, end = span.window(zone=zone)
    mine = {"student": OuterRef("pk")}
    has_place = Exists(Enrollment.objects.kept().filter(**mine))
    has_opened = Exists(LessonProgress.objects.filter(**mine))
    has_finished = Exists(Enrollment.objects.kept().filter(completed_at__isnull=False, **mine))
    row = (
        Student.objects.filter(joined_at__gte=start, joined_at__lt=end)
        .annotate(has_place=has_place, has_opened=has_opened, has_finished=has_finished)
        .aggregate(
            joined=Count("id"),
            enrolled=Count("id", filter=Q(has_place=True)),
            # Somebody may look at a free lesson without a place: each step counts those of the step before.
            watched=Count("id", filter=Q(has_place=True, has_opened=True)),
            finished=Count("id", filter=Q(has_place=True, has_opened=True, has_finished=True)),
        )
    )
    return Funnel(**row)


def list_latest_enrollments(*, count: int) -> list[Enrollment]:
    """The latest places that were paid for or free, with student, course and module."""
    kept = Enrollment.objects.kept()
    # Chosen first: else all rows are joined with students and courses before they are put in order.
    latest = kept.order_by("-enrolled_at", "id").values("id")[:count]
    rows = kept.filter(pk__in=latest).select_related("student", "course", "module")
    return list(rows.order_by("-enrolled_at", "id"))
