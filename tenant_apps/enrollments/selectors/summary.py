"""The numbers of the teacher's first page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from tenant_apps.coupons.selectors import (
    CodeCounts,
    PeriodRevenue,
    RevenueNow,
    code_counts,
    revenue_by_day,
    revenue_now,
)
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student

ACTIVE_WITHIN = timedelta(days=7)
COURSES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CourseNumbers:
    course_id: uuid.UUID
    title: str
    is_published: bool
    enrollments: int
    live: int
    completed: int


@dataclass(frozen=True, slots=True)
class SchoolSummary:
    students: int
    students_active: int
    """With any activity within the latest seven days."""
    students_blocked: int
    enrollments: int
    """Students in courses at this moment: live places, whole courses and single modules."""
    codes: CodeCounts
    revenue: RevenueNow
    days: list[PeriodRevenue]
    """The latest 30 days, oldest first."""
    courses: list[CourseNumbers]
    """At most 20, those with most students first."""


def school_summary(*, now: datetime, zone: ZoneInfo | None = None) -> SchoolSummary:
    """All of it in six queries, whatever the size of the school."""
    students = Student.objects.aggregate(
        all=Count("id"),
        active=Count("id", filter=Q(last_activity_at__gte=now - ACTIVE_WITHIN)),
        blocked=Count("id", filter=Q(is_active=False)),
    )
    return SchoolSummary(
        students=students["all"],
        students_active=students["active"],
        students_blocked=students["blocked"],
        enrollments=Enrollment.objects.live(now=now).count(),
        codes=code_counts(now=now),
        revenue=revenue_now(now=now, zone=zone),
        days=revenue_by_day(now=now, zone=zone),
        courses=_courses(now),
    )


def _courses(now: datetime) -> list[CourseNumbers]:
    live = Q(
        Q(enrollments__ends_at=None) | Q(enrollments__ends_at__gt=now),
        enrollments__status__in=[Enrollment.Status.ACTIVE, Enrollment.Status.COMPLETED],
        enrollments__access_type=Enrollment.Access.FULL,
        enrollments__is_active=True,
    )
    courses = Course.objects.annotate(
        live=Count("enrollments", filter=live),
        completed=Count("enrollments", filter=Q(enrollments__completed_at__isnull=False)),
    ).order_by("-live", "-created_at")[:COURSES_SHOWN]
    return [
        CourseNumbers(
            course_id=course.id,
            title=course.title,
            is_published=course.is_published,
            enrollments=course.total_enrollments,
            live=course.live,
            completed=course.completed,
        )
        for course in courses
    ]
