"""Courses and batches of codes compared, and what the school is rated."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, F, Q, Sum

from tenant_apps.analytics.rules import Period, Span
from tenant_apps.coupons.models import CodeBatch
from tenant_apps.coupons.selectors import list_batches
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.ratings.models import Rating
from tenant_apps.ratings.rules import Tally, tally

COURSES_SHOWN = 8
BATCHES_READ = 40


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course with the places that a period opened in it."""

    course_id: uuid.UUID
    title: str
    enrollments: int
    progress: int
    """How far those students are by now, in whole percent."""
    rating: Decimal
    """0 without ratings."""


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """What became of the codes of a batch."""

    batch_id: uuid.UUID
    label: str
    price: Decimal
    made_at: datetime
    expires_at: datetime
    size: int
    used: int
    open: int

    @property
    def is_running_out(self) -> bool:
        """At most a fifth is left of a batch that is being used."""
        return 0 < self.open <= self.size / 5 and self.used > 0


@dataclass(frozen=True, slots=True)
class RatingFigures:
    all: Tally
    new: int
    """Given in the period."""
    new_before: int


def compare_courses(*, span: Span, zone: ZoneInfo) -> list[CourseRow]:
    """The eight courses that most places were opened in: one query."""
    start, end = span.window(zone=zone)
    rows = (
        Enrollment.objects.kept()
        .filter(enrolled_at__gte=start, enrolled_at__lt=end)
        .values("course_id", title=F("course__title"), rating=F("course__average_rating"))
        .annotate(enrollments=Count("id"), far=Avg("progress_percent"))
        .order_by("-enrollments", "course_id")[:COURSES_SHOWN]
    )
    return [
        CourseRow(row["course_id"], row["title"], row["enrollments"], int(row["far"]), row["rating"])
        for row in rows
    ]


def list_batch_progress(*, now: datetime) -> list[BatchProgress]:
    """The latest batches whose codes can still be used, newest first: one query."""
    latest = CodeBatch.objects.filter(expires_at__gt=now).order_by("-created_at").values("id")[:BATCHES_READ]
    return [
        BatchProgress(
            batch_id=batch.id,
            label=batch.label,
            price=batch.price,
            made_at=batch.created_at,
            expires_at=batch.expires_at,
            size=batch.size,
            used=batch.used_codes,
            open=batch.open_codes,
        )
        for batch in list_batches(now=now).filter(pk__in=latest)
    ]


def rating_figures(*, period: Period, zone: ZoneInfo) -> RatingFigures:
    """One query over all shown ratings."""
    start, end = period.window(zone=zone)
    before, _end = period.previous.window(zone=zone)
    row = Rating.objects.shown().aggregate(
        stars=Sum("stars"),
        count=Count("id"),
        new=Count("id", filter=Q(created_at__gte=start, created_at__lt=end)),
        new_before=Count("id", filter=Q(created_at__gte=before, created_at__lt=start)),
    )
    return RatingFigures(
        all=tally(total=row["stars"] or 0, count=row["count"]),
        new=row["new"],
        new_before=row["new_before"],
    )
