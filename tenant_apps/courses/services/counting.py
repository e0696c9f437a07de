"""Numbers that other apps keep in a course."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from shared_apps.catalogue import services as catalogue
from tenant_apps.courses.models import Course
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
def uncount_enrollments(*, course_ids: Collection[uuid.UUID]) -> None:
    """One student less in each of these courses and their copies: three statements however many they are."""
    courses = Course.objects.filter(pk__in=course_ids)
    # In the order of their ids, as everybody who locks several courses does.
    locked = list(courses.select_for_update(no_key=True).order_by("id").values_list("id", flat=True))
    if not locked:
        return
    Course.objects.filter(pk__in=locked).update(
        total_enrollments=Greatest(F("total_enrollments"), Value(1)) - 1,
        version=F("version") + 1,
        updated_at=timezone.now(),
    )
    catalogue.uncount_enrollments(course_ids=locked)


@transaction.atomic
def set_rating(*, course_id: uuid.UUID, average: Decimal, reviews: int) -> None:
    """What students think of the course, counted by whoever keeps the ratings. Raises `NotFound`."""
    course = lock_course(course_id=course_id)
    course.average_rating, course.total_reviews = average, reviews
    keep_course(course)
