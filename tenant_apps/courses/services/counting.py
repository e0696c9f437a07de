"""Numbers that other apps keep in a course."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import transaction

from tenant_apps.courses.services.keeping import keep_course, lock_course


@transaction.atomic
def count_enrollments(*, course_id: uuid.UUID, change: int) -> None:
    """One student more or less in the course and its copy in the catalogue. Raises `NotFound`."""
    if not change:
        return
    course = lock_course(course_id=course_id)
    course.total_enrollments = max(0, course.total_enrollments + change)
    keep_course(course)


@transaction.atomic
def set_rating(*, course_id: uuid.UUID, average: Decimal, reviews: int) -> None:
    """What students think of the course, counted by whoever keeps the ratings. Raises `NotFound`."""
    course = lock_course(course_id=course_id)
    course.average_rating, course.total_reviews = average, reviews
    keep_course(course)
