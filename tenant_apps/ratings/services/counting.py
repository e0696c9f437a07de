"""Averages and numbers: of a course, and of the school that its public face shows."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import transaction

from shared_apps.kernel.errors import NotFound
from shared_apps.teachers.services import keep_rating
from tenant_apps.courses.services import set_rating
from tenant_apps.courses.services.keeping import lock_course
from tenant_apps.ratings.selectors import tally_of_course, tally_of_school
from tenants.context import require_tenant


def keep_totals(*, course_id: uuid.UUID) -> None:
    """Count the course and the school anew. The caller holds the transaction and the course's lock."""
    found = tally_of_course(course_id=course_id)
    set_rating(course_id=course_id, average=found.average, reviews=found.count)
    recount_school()


def recount_school(*, without_course: uuid.UUID | None = None) -> None:
    """Count the school anew, as if a course that is about to go had no ratings any more.

    The caller holds the transaction.
    """

    def count_anew() -> tuple[Decimal, int]:
        found = tally_of_school(without_course=without_course)
        return found.average, found.count

    keep_rating(tenant_id=require_tenant().id, count_anew=count_anew)


@transaction.atomic
def recount_course(*, course_id: uuid.UUID) -> None:
    """Count a course anew whose ratings went with their author; a course that is gone needs nothing."""
    try:
        lock_course(course_id=course_id)
    except NotFound:
        return
    keep_totals(course_id=course_id)
