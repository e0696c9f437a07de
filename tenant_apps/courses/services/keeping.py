"""What every write of a course shares: the lock, the totals, the version, the copy in the catalogue."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.db.models import Count, Sum

from shared_apps.catalogue import services as catalogue
from shared_apps.catalogue.selectors import versions_of_school
from shared_apps.kernel import events
from shared_apps.kernel.errors import NotFound
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.services import count_courses
from tenant_apps.courses.events import ContentChanged
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.selectors import count_published_courses, list_published_courses
from tenants.context import require_tenant

Placed = TypeVar("Placed", Lesson, Module)


def lock_course(*, course_id: uuid.UUID) -> Course:
    """The course's row, locked until the transaction ends. Raises `NotFound`."""
    # `no_key`: enrolments may go on referring to the course meanwhile.
    course = Course.objects.select_for_update(no_key=True).filter(pk=course_id).first()
    if course is None:
        raise NotFound()
    return course


def lock_course_of_module(*, module_id: uuid.UUID) -> tuple[Course, Module]:
    """The module as it is once its course is locked. Raises `NotFound`."""
    place = Module.objects.filter(pk=module_id).values_list("course_id", flat=True).first()
    if place is None:
        raise NotFound()
    course = lock_course(course_id=place)
    module = Module.objects.filter(pk=module_id).first()
    if module is None:  # deleted while we waited for the lock
        raise NotFound()
    module.course = course
    return course, module


def lock_course_of_lesson(*, lesson_id: uuid.UUID) -> tuple[Course, Lesson]:
    """The lesson, with its module, as it is once its course is locked. Raises `NotFound`."""
    place = Lesson.objects.filter(pk=lesson_id).values_list("course_id", flat=True).first()
    if place is None:
        raise NotFound()
    course = lock_course(course_id=place)
    lesson = Lesson.objects.select_related("module").filter(pk=lesson_id).first()
    if lesson is None:
        raise NotFound()
    lesson.course = lesson.module.course = course
    return course, lesson


def next_order(orders: Sequence[int]) -> int:
    """The place after the last."""
    return max(orders, default=0) + 1


def is_other_order(rows: Sequence[Placed]) -> bool:
    """Whether the rows stand otherwise than their numbers say."""
    return list(rows) != sorted(rows, key=lambda row: row.order)


def number_anew(course: Course, model: type[Placed], rows: list[Placed]) -> list[Placed]:
    """Number the rows from 1 as they stand here, and keep the locked course; returns them."""
    for place, row in enumerate(rows, start=1):
        row.order = place
    model._default_manager.bulk_update(rows, ["order"])
    keep_content(course)
    return rows


def keep_course(course: Course) -> None:
    """Save the locked course with a new version and renew or withdraw its copy in the catalogue."""
    course.version += 1
    course.save()
    copy_course(course)


def keep_content(course: Course) -> None:
    """As `keep_course`, after modules or lessons changed: the totals are counted anew first."""
    _recount(course)
    keep_course(course)
    events.publish(ContentChanged(course_id=course.id))


def copy_course(course: Course) -> None:
    """Bring the catalogue to what the course is now."""
    if not course.is_published:
        catalogue.withdraw_course(course_id=course.id)
        return
    copy = catalogue.CourseCopy(
        course_id=course.id,
        category_id=course.category_id,
        title=course.title,
        description=course.description,
        thumbnail=course.thumbnail.name or "",
        trailer_video=course.trailer_video.name or "",
        price=course.price,
        is_free=course.is_free,
        total_enrollments=course.total_enrollments,
        total_lessons=course.total_lessons,
        total_reviews=course.total_reviews,
        total_duration_seconds=course.total_duration_seconds,
        average_rating=Decimal(course.average_rating),
        source_version=course.version,
        created_at=course.created_at,
    )
    catalogue.publish_course(copy=copy)


def count_offered(*, change: int) -> None:
    """Tell the teacher's public profile that the school offers more courses, or fewer."""
    count_courses(tenant_id=require_tenant().id, change=change)


@transaction.atomic
def rebuild_copies() -> int:
    """Make the catalogue's copies of the active school anew; returns how many courses it offers.

    Running it again changes nothing. Courses that change meanwhile win by their version.
    """
    courses = list(list_published_courses())
    for course in courses:
        copy_course(course)
    catalogue.sweep_school(keep=[course.id for course in courses])
    _count_anew(school_id=require_tenant().id)
    return len(courses)


def _count_anew(*, school_id: uuid.UUID) -> None:
    # Counted under the profile's lock: what others publish meanwhile is added after this.
    shown = TeacherProfile.objects.select_for_update().get(tenant_id=school_id).courses_count
    count_courses(tenant_id=school_id, change=count_published_courses() - shown)


def is_copied() -> bool:
    """Whether the catalogue lists exactly the courses that the school offers, in their present versions."""
    offered = dict(list_published_courses().values_list("id", "version"))
    return offered == versions_of_school(school_id=require_tenant().id)


def _recount(course: Course) -> None:
    counted = (
        Lesson.objects.filter(course=course, is_published=True)
        .order_by()
        .values_list("module_id")
        .annotate(Count("id"), Sum("duration_seconds"))
    )
    totals = {module_id: (lessons, seconds) for module_id, lessons, seconds in counted}
    modules = list(Module.objects.filter(course=course))
    for module in modules:
        module.total_lessons, module.total_duration_seconds = totals.get(module.id, (0, 0))
    Module.objects.bulk_update(modules, ["total_lessons", "total_duration_seconds"])
    shown = [module for module in modules if module.is_published]
    course.total_lessons = sum(module.total_lessons for module in shown)
    course.total_duration_seconds = sum(module.total_duration_seconds for module in shown)
