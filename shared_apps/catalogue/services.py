"""Writes of the catalogue. The caller is the active school and holds the transaction of its own change."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.teachers.models import TeacherProfile
from tenants.context import require_tenant


@dataclass(frozen=True, slots=True)
class CourseCopy:
    """A published course as its school tells the catalogue."""

    course_id: uuid.UUID
    category_id: uuid.UUID | None
    title: str
    description: str
    thumbnail: str
    trailer_video: str
    price: Decimal
    is_free: bool
    total_enrollments: int
    total_lessons: int
    total_reviews: int
    total_duration_seconds: int
    average_rating: Decimal
    source_version: int
    created_at: datetime


def publish_course(*, copy: CourseCopy) -> None:
    """List the course, or renew its copy unless the one there is newer."""
    school = require_tenant()
    fields = {
        **asdict(copy),
        "currency": school.currency,
        "teacher_username": school.username,
        "updated_at": timezone.now(),
        "teacher_name": _teacher_name(school.id) or school.username,
    }
    course_id = fields.pop("course_id")
    listed = CatalogueCourse.objects.filter(pk=course_id, tenant_id=school.id)
    if not listed.filter(source_version__lte=copy.source_version).update(**fields):
        # Nothing to renew: it is not listed yet, or a newer copy is there and stays.
        CatalogueCourse.objects.bulk_create(
            [CatalogueCourse(course_id=course_id, tenant_id=school.id, **fields)], ignore_conflicts=True
        )


def withdraw_course(*, course_id: uuid.UUID) -> None:
    """Take the active school's course off the list."""
    CatalogueCourse.objects.filter(pk=course_id, tenant_id=require_tenant().id).delete()


def uncount_enrollments(*, course_ids: Collection[uuid.UUID]) -> None:
    """One student less in the copies of these courses, whose versions have all gone up by one."""
    listed = CatalogueCourse.objects.filter(pk__in=course_ids, tenant_id=require_tenant().id)
    listed.update(
        total_enrollments=Greatest(F("total_enrollments"), Value(1)) - 1,
        source_version=F("source_version") + 1,
        updated_at=timezone.now(),
    )


def sweep_school(*, keep: Collection[uuid.UUID]) -> int:
    """Remove what the active school lists beyond `keep`; returns how many."""
    stale = CatalogueCourse.objects.filter(tenant_id=require_tenant().id).exclude(pk__in=keep)
    return stale.delete()[0]


def rename_teacher(
    *, tenant_id: uuid.UUID, teacher_name: str | None = None, username: str | None = None
) -> int:
    """Carry a teacher's new name or address to the school's listed courses; returns how many."""
    changes = {"teacher_name": teacher_name, "teacher_username": username}
    given = {field: value for field, value in changes.items() if value}
    if not given:
        return 0
    return CatalogueCourse.objects.filter(tenant_id=tenant_id).update(**given, updated_at=timezone.now())


def _teacher_name(tenant_id: uuid.UUID) -> str | None:
    return TeacherProfile.objects.filter(tenant_id=tenant_id).values_list("full_name", flat=True).first()
