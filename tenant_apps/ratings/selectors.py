"""Reads of ratings. Who may see a course at all is decided with courses and enrolments."""

from __future__ import annotations

import uuid

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.ratings import rules
from tenant_apps.ratings.errors import NotTheAuthor, RatingUnknown
from tenant_apps.ratings.models import Rating
from tenant_apps.ratings.rules import Spread, Tally
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import Telling, strand_of_rows

GOOD_STARS = 4
"""From here on a review speaks for the school."""


def list_ratings(*, course_id: uuid.UUID) -> QuerySet[Rating]:
    """What the public sees of a course's ratings, with their authors, newest first."""
    shown = Rating.objects.shown().filter(course_id=course_id)
    return shown.select_related("student").order_by("-created_at", "-id")


def list_praise(*, most: int = 3) -> list[Rating]:
    """The best that students wrote of courses which are offered now, with author and course: one query."""
    shown = Rating.objects.shown().filter(stars__gte=GOOD_STARS, course__state=Course.State.PUBLISHED)
    told = shown.exclude(comment="").select_related("student", "course")
    return list(told.order_by("-stars", "-created_at", "-id")[:most])


def list_ratings_for_staff(
    *, course_id: uuid.UUID | None = None, stars: int | None = None, is_hidden: bool | None = None
) -> QuerySet[Rating]:
    """All ratings of the school, hidden ones included, with author and course, newest first."""
    rows = Rating.objects.select_related("student", "course").order_by("-created_at", "-id")
    if course_id is not None:
        rows = rows.filter(course_id=course_id)
    if stars is not None:
        rows = rows.filter(stars=stars)
    return rows if is_hidden is None else rows.filter(hidden_at__isnull=not is_hidden)


def get_rating(*, rating_id: uuid.UUID) -> Rating:
    """A rating with author and course, hidden or not. Raises `RatingUnknown`."""
    return _found(Rating.objects.filter(pk=rating_id))


def get_rating_by_number(*, number: int) -> Rating:
    """As `get_rating`, for contracts that name rows by integers."""
    return _found(Rating.objects.filter(number=number))


def get_own_rating(*, student: Student | None, rating_id: uuid.UUID | int) -> Rating:
    """The rating with this id or number, hidden or not, if the student wrote it.

    None stands for somebody who is no student. Raises `RatingUnknown`, `NotTheAuthor`.
    """
    if isinstance(rating_id, int):
        rating = get_rating_by_number(number=rating_id)
    else:
        rating = get_rating(rating_id=rating_id)
    if student is None or rating.student_id != student.id:
        raise NotTheAuthor()
    return rating


def find_rating_of(*, student: Student, course_id: uuid.UUID) -> Rating | None:
    """What the student said of the course, hidden or not."""
    return Rating.objects.filter(student=student, course_id=course_id).first()


def may_rate(*, student: Student, course_id: uuid.UUID) -> bool:
    """Whether the student has or had the course, or a module of it."""
    places = Enrollment.objects.kept().filter(student=student, course_id=course_id)
    return student.is_active and places.exists()


def find_course_of_member(*, student: Student | None, course_id: uuid.UUID) -> Course | None:
    """A course as staff (None) see it, or one that is offered or that the student has or had."""
    course = Course.objects.filter(pk=course_id).first()
    if course is None or student is None or course.is_published:
        return course
    return course if may_rate(student=student, course_id=course_id) else None


def get_course_of_member(*, student: Student | None, course_id: uuid.UUID) -> Course:
    """The same. Raises `NotFound`."""
    course = find_course_of_member(student=student, course_id=course_id)
    if course is None:
        raise NotFound()
    return course


def spread_of_course(*, course_id: uuid.UUID) -> Spread:
    """How the course's shown ratings are spread over the stars: one query."""
    return _spread(Rating.objects.shown().filter(course_id=course_id))


def spread_of_school() -> Spread:
    """The same over all courses: one query."""
    return _spread(Rating.objects.shown())


def tally_of_course(*, course_id: uuid.UUID) -> Tally:
    """The average and number of the course's shown ratings."""
    return _tally(Rating.objects.shown().filter(course_id=course_id))


def tally_of_school(*, without_course: uuid.UUID | None = None) -> Tally:
    """The average and number over all shown ratings of the school: what its teacher is rated."""
    shown = Rating.objects.shown()
    return _tally(shown.exclude(course_id=without_course) if without_course else shown)


def _spread(rows: QuerySet[Rating]) -> Spread:
    return rules.spread(counts=dict(rows.order_by().values_list("stars").annotate(Count("id"))))


def _tally(rows: QuerySet[Rating]) -> Tally:
    found = rows.aggregate(total=Sum("stars"), count=Count("id"))
    return rules.tally(total=found["total"] or 0, count=found["count"])


def _found(rows: QuerySet[Rating]) -> Rating:
    rating = rows.select_related("student", "course").first()
    if rating is None:
        raise RatingUnknown()
    return rating


def _said_by(student: Student) -> QuerySet[Rating]:
    """What the student said of courses, for the timeline that the school sees."""
    return Rating.objects.filter(student=student).select_related("course")


def _moment(row: Rating) -> Telling:
    return {"text": _("Reviewed a course"), "note": row.course.title, "detail": "★" * row.stars}


STRAND = strand_of_rows(
    key="rating", label=_("Reviews"), icon="star", at="created_at", rows=_said_by, tell=_moment
)
