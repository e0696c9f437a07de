"""Counts that a school's public face shows. The caller holds the transaction that changes them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from decimal import Decimal

from django.db.models import F
from django.db.models.functions import Greatest

from shared_apps.teachers.models import TeacherProfile


def count_students(*, tenant_id: uuid.UUID, change: int) -> None:
    """Let the school count `change` students more (or, below zero, less)."""
    _count(tenant_id, "students_count", change)


def count_courses(*, tenant_id: uuid.UUID, change: int) -> None:
    """Let the school count `change` published courses more (or, below zero, less)."""
    _count(tenant_id, "courses_count", change)


def keep_rating(*, tenant_id: uuid.UUID, count_anew: Callable[[], tuple[Decimal, int]]) -> None:
    """Let the school's public face show the average and number of ratings that `count_anew` finds.

    It is asked under the profile's lock: of two at once the later sees what the earlier did.
    """
    profile = TeacherProfile.objects.select_for_update(no_key=True).filter(tenant_id=tenant_id)
    for row in profile.values_list("pk", flat=True):
        average, count = count_anew()
        TeacherProfile.objects.filter(pk=row).update(rating_average=average, rating_count=count)


def _count(tenant_id: uuid.UUID, column: str, change: int) -> None:
    if change:
        # One statement: parallel sign-ups each add theirs.
        counted = Greatest(F(column) + change, 0)
        TeacherProfile.objects.filter(tenant_id=tenant_id).update(**{column: counted})
