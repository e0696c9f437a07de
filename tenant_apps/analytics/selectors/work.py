"""What waits for the school's staff, and how far a new school is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from shared_apps.teachers.selectors import get_profile
from tenant_apps.analytics.selectors.steps import FirstSteps
from tenant_apps.assessments.models import Answer, Assessment
from tenant_apps.coupons.models import AccessCode, CodeBatch
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.ratings.models import Rating
from tenant_apps.staff.models import StaffMember
from tenant_apps.students.models import Student
from tenant_apps.video.models import Video
from tenants.context import require_tenant

QUIET_FOR = timedelta(days=14)
CLOSING_WITHIN = timedelta(days=3)
EXAMS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the staff's desk."""

    steps: FirstSteps
    to_grade: int
    """Answers that wait for a person."""
    graded_from: datetime | None
    """Since when the oldest of them waits."""
    unanswered: int
    """Shown reviews with words and without a reply."""
    quiet: int
    """Students with an open place who did nothing for fourteen days."""


def read_desk(*, now: datetime) -> Desk:
    """All of it in two queries."""
    profile = get_profile(tenant_id=require_tenant().id)
    row = _at_once(**_step_parts(), **_work_parts(now))
    return Desk(
        steps=FirstSteps(
            look=bool(profile.logo) or profile.brand_version > 1,
            course=row["newest_course"] is not None,
            **{name: row[name] for name in ("video", "published", "codes", "student", "redeemed")},
            newest_course=row["newest_course"],
        ),
        **{name: row[name] for name in ("to_grade", "graded_from", "unanswered", "quiet")},
    )


def list_closing_exams(*, now: datetime) -> list[Assessment]:
    """Published assessments that close within three days, the soonest first, with their courses."""
    soon = Q(available_until__gt=now, available_until__lte=now + CLOSING_WITHIN)
    rows = Assessment.objects.filter(soon, is_published=True).select_related("course")
    return list(rows.order_by("available_until", "id")[:EXAMS_SHOWN])


def _step_parts() -> dict[str, Any]:
    offered = Course.objects.filter(state=Course.State.PUBLISHED, total_lessons__gt=0)
    return {
        "newest_course": Subquery(Course.objects.order_by("-created_at").values("id")[:1]),
        "video": Exists(Video.objects.filter(state=Video.State.READY)),
        "published": Exists(offered),
        "codes": Exists(CodeBatch.objects.all()),
        "student": Exists(Student.objects.all()),
        "redeemed": Exists(AccessCode.objects.filter(used_count__gt=0)),
    }


def _work_parts(now: datetime) -> dict[str, Any]:
    waiting = Answer.objects.filter(needs_grading=True)
    words = Rating.objects.shown().filter(reply="").exclude(comment="")
    return {
        "to_grade": _count(waiting),
        "graded_from": Subquery(waiting.order_by("saved_at").values("saved_at")[:1]),
        "unanswered": _count(words),
        "quiet": _count(quiet_students(now=now)),
    }


def quiet_students(*, now: datetime) -> QuerySet[Student]:
    """Students with an open place, there for fourteen days, who did nothing for as long."""
    then = now - QUIET_FOR
    places = Enrollment.objects.live(now=now).filter(student=OuterRef("pk"), enrolled_at__lt=then)
    rows = Student.objects.filter(Q(last_activity_at=None) | Q(last_activity_at__lt=then), is_active=True)
    return rows.filter(Exists(places))


def _count(rows: QuerySet) -> Coalesce:
    alone = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count(F("pk"))).values("n")
    return Coalesce(Subquery(alone, output_field=IntegerField()), 0)


def _at_once(**parts: Any) -> dict[str, Any]:
    """The answers to several questions, asked together.

    They hang on one row that is always there: whoever asks is a member of the staff.
    """
    row: Any = StaffMember.objects.order_by("id").values(**parts)[:1][0]
    return dict(row)
