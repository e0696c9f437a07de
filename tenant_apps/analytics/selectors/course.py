"""One course's numbers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, Exists, F, IntegerField, OuterRef, Q
from django.db.models.functions import Floor, Least, TruncDate

from tenant_apps.analytics.rules import Span
from tenant_apps.assessments.models import Assessment, Attempt
from tenant_apps.courses.models import Lesson
from tenant_apps.enrollments.models import Enrollment, LessonProgress

EXAMS_READ = 20
BANDS = 10


@dataclass(frozen=True, slots=True)
class CourseFigures:
    students: int
    """Who has or had the course or a module of it."""
    live: int
    finished: int
    progress: int
    """How far they are on average, in whole percent."""
    bands: tuple[int, ...]
    """Places by progress: not begun, up to 25, 50, 75, 99 percent, all."""


@dataclass(frozen=True, slots=True)
class LessonFigures:
    """A lesson as the students of the course went through it."""

    lesson_id: uuid.UUID
    title: str
    module_title: str
    opened: int
    finished: int


@dataclass(frozen=True, slots=True)
class ExamFigures:
    """How an assessment's graded attempts came out."""

    assessment_id: uuid.UUID
    title: str
    attempts: int
    average: Decimal
    passed: int
    bands: tuple[int, ...]
    """Attempts by mark: 0 to 9 percent, 10 to 19 and so on; the last has 90 to 100."""

    @property
    def passed_percent(self) -> int:
        return round(self.passed * 100 / self.attempts) if self.attempts else 0


def course_figures(*, course_id: uuid.UUID, now: datetime) -> CourseFigures:
    """One query."""
    kept = Enrollment.objects.kept().filter(course_id=course_id)
    far = "progress_percent"
    row = kept.aggregate(
        students=Count("student", distinct=True),
        live=Count(
            "student",
            distinct=True,
            filter=Q(Q(ends_at=None) | Q(ends_at__gt=now), access_type=Enrollment.Access.FULL, is_active=True)
            & ~Q(status=Enrollment.Status.EXPIRED),
        ),
        finished=Count("student", distinct=True, filter=Q(completed_at__isnull=False)),
        progress=Avg(far),
        band0=Count("id", filter=Q(progress_percent=0)),
        band1=Count("id", filter=Q(progress_percent__gt=0, progress_percent__lte=25)),
        band2=Count("id", filter=Q(progress_percent__gt=25, progress_percent__lte=50)),
        band3=Count("id", filter=Q(progress_percent__gt=50, progress_percent__lte=75)),
        band4=Count("id", filter=Q(progress_percent__gt=75, progress_percent__lt=100)),
        band5=Count("id", filter=Q(progress_percent=100)),
    )
    return CourseFigures(
        students=row["students"],
        live=row["live"],
        finished=row["finished"],
        progress=int(row["progress"] or 0),
        bands=tuple(row[f"band{number}"] for number in range(6)),
    )


def enrollments_of_course_by_day(*, course_id: uuid.UUID, span: Span, zone: ZoneInfo) -> dict[date, int]:
    """How many places were opened in the course on each day that had any: one query."""
    start, end = span.window(zone=zone)
    rows = (
        Enrollment.objects.kept()
        .filter(course_id=course_id, enrolled_at__gte=start, enrolled_at__lt=end)
        .annotate(on=TruncDate("enrolled_at", tzinfo=zone))
        .order_by()
        .values_list("on")
        .annotate(Count("id"))
    )
    return dict(rows)


def list_lesson_figures(*, course_id: uuid.UUID) -> list[LessonFigures]:
    """The published lessons in their order, each with how many students opened and finished it: two queries.

    Only students with a place count: a free lesson is looked at by many who never enrol.
    """
    place = Enrollment.objects.kept().filter(student=OuterRef("student"), course_id=course_id)
    rows = (
        LessonProgress.objects.filter(Exists(place), lesson__course_id=course_id)
        .order_by()
        .values_list("lesson_id")
        .annotate(opened=Count("id"), finished=Count("id", filter=Q(is_completed=True)))
    )
    counts = {lesson_id: (opened, finished) for lesson_id, opened, finished in rows}
    lessons = (
        Lesson.objects.filter(course_id=course_id, is_published=True, module__is_published=True)
        .order_by("module__order", "order")
        .values_list("id", "title", "module__title")
    )
    return [
        LessonFigures(lesson_id, title, module_title, *counts.get(lesson_id, (0, 0)))
        for lesson_id, title, module_title in lessons
    ]


def list_exam_figures(*, course_id: uuid.UUID) -> list[ExamFigures]:
    """The course's latest twenty published assessments, how their graded attempts came out: two queries."""
    exams = Assessment.objects.filter(course_id=course_id, is_published=True)
    titles = dict(exams.order_by("-created_at").values_list("id", "title")[:EXAMS_READ])
    rows = (
        Attempt.objects.filter(
            assessment_id__in=list(titles), state=Attempt.State.GRADED, percent__isnull=False
        )
        .annotate(band=Least(Floor(F("percent") / BANDS, output_field=IntegerField()), BANDS - 1))
        .order_by()
        .values_list("assessment_id", "band")
        .annotate(n=Count("id"), passed=Count("id", filter=Q(is_passed=True)), average=Avg("percent"))
    )
    found: dict[uuid.UUID, list[tuple[int, int, int, Decimal]]] = {key: [] for key in titles}
    for assessment_id, *figures in rows:
        found[assessment_id].append((figures[0], figures[1], figures[2], figures[3]))
    return [_exam(key, title, found[key]) for key, title in titles.items()]


def _exam(key: uuid.UUID, title: str, rows: list[tuple[int, int, int, Decimal]]) -> ExamFigures:
    attempts = sum(count for _band, count, _passed, _average in rows)
    total = sum((average * count for _band, count, _passed, average in rows), start=Decimal(0))
    counts = {band: count for band, count, _passed, _average in rows}
    return ExamFigures(
        assessment_id=key,
        title=title,
        attempts=attempts,
        average=round(total / attempts, 1) if attempts else Decimal(0),
        passed=sum(passed for _band, _count, passed, _average in rows),
        bands=tuple(counts.get(band, 0) for band in range(BANDS)),
    )
