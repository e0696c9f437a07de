"""What used codes brought in. Every amount is read from the uses, at the price of their moment."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Count, DateField, Max, Q, Sum
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from tenant_apps.coupons.models import CodeUse
from tenant_apps.courses.models import Course
from tenants.context import require_tenant

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class RevenueNow:
    total: Decimal
    today: Decimal
    month: Decimal
    uses_today: int


@dataclass(frozen=True, slots=True)
class PeriodRevenue:
    """A day, or a month named by its first day."""

    on: date
    amount: Decimal
    uses: int


@dataclass(frozen=True, slots=True)
class CourseRevenue:
    course_id: uuid.UUID
    title: str
    amount: Decimal
    uses: int


@dataclass(frozen=True, slots=True)
class CourseEarnings(CourseRevenue):
    """With how many students are or were in the course."""

    enrollments: int


@dataclass(frozen=True, slots=True)
class SchoolRevenue:
    now: RevenueNow
    months: list[PeriodRevenue]
    """The latest twelve, oldest first."""
    courses: list[CourseEarnings]
    """Every course, also those that earned nothing, and those deleted since that did."""


def school_revenue(*, now: datetime) -> SchoolRevenue:
    """What the school earned, by the calendar of its country: four queries."""
    zone = require_tenant().zone
    earned = {row.course_id: row for row in revenue_by_course()}
    courses = Course.objects.order_by("-created_at", "id").values_list("id", "title", "total_enrollments")
    listed = [
        CourseEarnings(key, title, found.amount, found.uses, students)
        for key, title, students in courses
        for found in [earned.pop(key, None) or CourseRevenue(key, title, ZERO, 0)]
    ]
    deleted = [CourseEarnings(row.course_id, row.title, row.amount, row.uses, 0) for row in earned.values()]
    return SchoolRevenue(
        now=revenue_now(now=now, zone=zone),
        months=revenue_by_month(now=now, zone=zone),
        courses=listed + deleted,
    )


def total_revenue() -> Decimal:
    """All that codes of this school ever brought in."""
    return CodeUse.objects.aggregate(total=Sum("price"))["total"] or ZERO


def revenue_now(*, now: datetime, zone: ZoneInfo | None = None) -> RevenueNow:
    """Total, today and this month, by the calendar of `zone` (default: the active time zone)."""
    midnight = _local(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = midnight.replace(day=1)
    row = CodeUse.objects.aggregate(
        total=Sum("price"),
        today=Sum("price", filter=Q(used_at__gte=midnight)),
        month=Sum("price", filter=Q(used_at__gte=first)),
        uses_today=Count("id", filter=Q(used_at__gte=midnight)),
    )
    return RevenueNow(
        total=row["total"] or ZERO,
        today=row["today"] or ZERO,
        month=row["month"] or ZERO,
        uses_today=row["uses_today"],
    )


def revenue_by_day(*, now: datetime, days: int = 30, zone: ZoneInfo | None = None) -> list[PeriodRevenue]:
    """The latest `days` days up to today, oldest first, days without a use included."""
    today = _local(now, zone).date()
    dates = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return _series(dates, lambda: TruncDate("used_at", tzinfo=zone), zone)


def revenue_by_month(*, now: datetime, months: int = 12, zone: ZoneInfo | None = None) -> list[PeriodRevenue]:
    """The latest `months` months up to this one, oldest first, empty ones included."""
    this = _local(now, zone).date()
    count = this.year * 12 + this.month - 1
    firsts = [date(number // 12, number % 12 + 1, 1) for number in range(count - months + 1, count + 1)]
    return _series(firsts, lambda: TruncMonth("used_at", tzinfo=zone, output_field=DateField()), zone)


def revenue_by_course() -> list[CourseRevenue]:
    """Each course that a code was ever spent on, the best first; also courses deleted since."""
    rows = (
        CodeUse.objects.values("course_id")
        # The copied title may have changed between uses; any one of them names the course.
        .annotate(title=Max("course_title"), amount=Sum("price"), uses=Count("id"))
        .order_by("-amount", "course_id")
    )
    return [CourseRevenue(**row) for row in rows]


def earned_by_courses(*, course_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Decimal]:
    """What codes brought for each of these courses; those without a use are left out. One query."""
    uses = CodeUse.objects.filter(course_id__in=course_ids).order_by()
    return dict(uses.values_list("course_id").annotate(Sum("price")))


def _series(dates: list[date], period: Callable[[], object], zone: ZoneInfo | None) -> list[PeriodRevenue]:
    start = datetime(
        dates[0].year, dates[0].month, dates[0].day, tzinfo=zone or timezone.get_current_timezone()
    )
    rows = (
        CodeUse.objects.filter(used_at__gte=start)
        .annotate(on=period())
        .values("on")
        .annotate(amount=Sum("price"), uses=Count("id"))
        .order_by("on")
    )
    found = {row["on"]: row for row in rows}
    return [
        PeriodRevenue(on=day, amount=found[day]["amount"], uses=found[day]["uses"])
        if day in found
        else PeriodRevenue(on=day, amount=ZERO, uses=0)
        for day in dates
    ]


def _local(now: datetime, zone: ZoneInfo | None) -> datetime:
    return now.astimezone(zone or timezone.get_current_timezone())
