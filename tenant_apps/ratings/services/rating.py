"""What students do: rate, think again, take it back."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from tenant_apps.courses.services.keeping import lock_course
from tenant_apps.enrollments.services.locks import lock_student
from tenant_apps.ratings import rules
from tenant_apps.ratings.errors import AlreadyRated, NotEnrolled, NotTheAuthor, RatingUnknown
from tenant_apps.ratings.models import Rating
from tenant_apps.ratings.selectors import find_rating_of, get_course_of_member, may_rate
from tenant_apps.ratings.services.counting import keep_totals
from tenant_apps.students.models import Student


def rate_course(*, student: Student, course_id: uuid.UUID, stars: int, comment: str = "") -> Rating:
    """The student's rating of a course that they have or had, with `course` and `student`.

    Raises `NotFound`, `NotEnrolled`, `AlreadyRated`, `StarsRefused`, `CommentTooLong`; `NotAStudentHere`
    when they were blocked or removed meanwhile.
    """
    stars, comment = rules.clean_stars(stars), rules.clean_comment(comment)
    get_course_of_member(student=student, course_id=course_id)
    with transaction.atomic():
        author = lock_student(student_id=student.id)
        if not may_rate(student=author, course_id=course_id):
            raise NotEnrolled()
        course = lock_course(course_id=course_id)
        if find_rating_of(student=author, course_id=course_id):
            raise AlreadyRated()
        rating = Rating.objects.create(student=author, course=course, stars=stars, comment=comment)
        keep_totals(course_id=course_id)
    return rating


def change_rating(
    *,
    student: Student,
    rating: Rating,
    now: datetime,
    stars: int | None = None,
    comment: str | None = None,
) -> Rating:
    """Change what is given of the student's own rating; the rest stays.

    Raises `NotTheAuthor`, `StarsRefused`, `CommentTooLong`; `RatingUnknown` when it went meanwhile.
    """
    stars = None if stars is None else rules.clean_stars(stars)
    comment = None if comment is None else rules.clean_comment(comment)
    with transaction.atomic():
        locked = _lock_own(student, rating)
        locked.stars = locked.stars if stars is None else stars
        locked.comment = locked.comment if comment is None else comment
        locked.changed_at = now
        locked.save(update_fields=["stars", "comment", "changed_at", "updated_at"])
        keep_totals(course_id=locked.course_id)
    return locked


def delete_rating(*, student: Student, rating: Rating) -> None:
    """Take the student's own rating back. Raises `NotTheAuthor`; `RatingUnknown` when it went meanwhile."""
    with transaction.atomic():
        locked = _lock_own(student, rating)
        locked.delete()
        keep_totals(course_id=locked.course_id)


def _lock_own(student: Student, rating: Rating) -> Rating:
    if rating.student_id != student.id:
        raise NotTheAuthor()
    return lock_rating(rating=rating)


def lock_rating(*, rating: Rating) -> Rating:
    """The rating as it is once its course and it are locked, with `course` and `student`.

    The caller holds the transaction. Raises `RatingUnknown`, `NotFound`.
    """
    course = lock_course(course_id=rating.course_id)
    rows = Rating.objects.select_for_update(of=("self",)).select_related("student")
    locked = rows.filter(pk=rating.pk).first()
    if locked is None:
        raise RatingUnknown()
    locked.course = course
    return locked
