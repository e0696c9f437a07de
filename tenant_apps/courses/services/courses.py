"""Courses: made, changed, offered, taken back, deleted."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal

from django.core.files.base import File
from django.utils import timezone

from shared_apps.catalogue import services as catalogue
from shared_apps.categories.selectors import CategoryCard
from shared_apps.kernel import events
from shared_apps.kernel.acts import note_act
from shared_apps.kernel.images import PictureLimits
from tenant_apps.courses import rules
from tenant_apps.courses.errors import FreeCostsNothing, PricedCourse
from tenant_apps.courses.events import CourseRemovalAsked, CourseRemoved, LessonsRemoved
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.services.entry import EntryChanges, apply_entry, keep_prerequisites
from tenant_apps.courses.services.files import PICTURES, check_trailer, clean_image, is_shared, replace_file
from tenant_apps.courses.services.keeping import count_offered, keep_course, lock_course
from tenants.storage import discard_after_commit, stored_together


class CourseChanges(EntryChanges, total=False):
    """Only the keys that are present change; files as uploaded, None takes a category or file away.

    Who may enter (`capacity`, `countries`, `plans`, `prerequisites`) is told in `EntryChanges`.
    """

    title: str
    description: str
    price: Decimal | None
    is_free: bool
    category: CategoryCard | None
    thumbnail: File | None
    trailer_video: File | None
    is_published: bool
    access_days: int
    sells_modules_alone: bool


def create_course(*, changes: CourseChanges, now: datetime, pictures: PictureLimits = PICTURES) -> Course:
    """A new course, a draft unless `is_published` says otherwise. `title` is needed.

    Raises `TitleEmpty`, `FreeCostsNothing`, `PriceRefused`, `PictureRefused`, `FileRefused`,
    `CapacityRefused`, `CountryUnknown`, `PlanNameRefused`, `PrerequisiteUnknown`, `PrerequisiteCircle`.
    """
    changes = _checked(changes, pictures)
    with stored_together():
        course = make_course(changes, now)
        note_act(act="course.created", of=course.id, title=course.title)
    return course


def make_course(changes: CourseChanges, now: datetime) -> Course:
    """A new course of checked changes; the caller holds the transaction and says what was done."""
    course = Course()
    _apply(course, {**changes, "title": changes.get("title", "")}, now)
    keep_course(course)
    keep_prerequisites(course, changes)
    count_offered(change=int(course.is_published))
    return course


def update_course(
    *,
    course_id: uuid.UUID,
    changes: CourseChanges,
    now: datetime,
    pictures: PictureLimits = PICTURES,
    may_drop_price: bool = True,
) -> Course:
    """Change what `changes` names. A course that becomes free costs nothing from then on.

    Without `may_drop_price` a course that has a price becomes free only together with a new price.
    Raises `NotFound`, `PricedCourse` and the refusals of `create_course`.
    """
    changes = _checked(changes, pictures)
    with stored_together():
        course = lock_course(course_id=course_id)
        if not may_drop_price and changes.get("is_free") and course.price and "price" not in changes:
            raise PricedCourse()
        was_published = course.is_published
        _apply(course, changes, now)
        keep_course(course)
        keep_prerequisites(course, changes)
        count_offered(change=int(course.is_published) - int(was_published))
        note_act(act=_act(course, was_published), of=course.id, title=course.title)
    return course


def publish_course(*, course_id: uuid.UUID, now: datetime) -> Course:
    """Offer the course. Raises `NotFound`."""
    return update_course(course_id=course_id, changes={"is_published": True}, now=now)


def unpublish_course(*, course_id: uuid.UUID, now: datetime) -> Course:
    """Take the course off the shop; it stays open to those who have it. Raises `NotFound`."""
    return update_course(course_id=course_id, changes={"is_published": False}, now=now)


def delete_course(
    *, course_id: uuid.UUID, refuse_if_enrolled: bool = False, now: datetime | None = None
) -> None:
    """Delete the course with its content, enrolments and files. What was paid for it stays on record.

    With `refuse_if_enrolled` not while somebody learns in it. Raises `NotFound`, `CourseHasEnrollments`.
    """
    with stored_together():
        course = lock_course(course_id=course_id)
        if refuse_if_enrolled:
            events.publish(CourseRemovalAsked(course_id=course.id, at=now or timezone.now()))
        lessons = list(Lesson.objects.filter(course=course))
        events.publish(CourseRemoved(course_id=course.id))
        events.publish(LessonsRemoved(course_id=course.id, lesson_ids=tuple(lesson.id for lesson in lessons)))
        modules = Module.objects.filter(course=course)
        pictures = [module.image.name or "" for module in modules]
        files = [name or "" for lesson in lessons for name in (lesson.document.name, lesson.thumbnail.name)]
        trailer = "" if is_shared(course, "trailer_video") else course.trailer_video.name or ""
        discard_after_commit(course.thumbnail.name or "", trailer, *pictures, *files)
        catalogue.withdraw_course(course_id=course.id)
        count_offered(change=-int(course.is_published))
        note_act(act="course.deleted", of=course.id, title=course.title)
        course.delete()


def _act(course: Course, was_published: bool) -> str:
    if course.is_published is was_published:
        return "course.changed"
    return "course.published" if course.is_published else "course.unpublished"


def _checked(changes: CourseChanges, pictures: PictureLimits) -> CourseChanges:
    """The same with its files checked, before anything is locked."""
    check_trailer(upload=changes.get("trailer_video"))
    if "thumbnail" in changes:
        picture = clean_image(upload=changes["thumbnail"], field="thumbnail", limits=pictures)
        return {**changes, "thumbnail": picture}
    return changes


def _apply(course: Course, changes: CourseChanges, now: datetime) -> None:
    if "title" in changes:
        course.title = rules.clean_title(changes["title"])
    course.description = changes.get("description", course.description)
    course.access_days = changes.get("access_days", course.access_days)
    course.sells_modules_alone = changes.get("sells_modules_alone", course.sells_modules_alone)
    _apply_price(course, changes)
    apply_entry(course, changes)
    if "category" in changes:
        _apply_category(course, changes["category"])
    for name in ("thumbnail", "trailer_video"):
        if name in changes:
            replace_file(course, name, changes[name])
    if changes.get("is_published", course.is_published) != course.is_published:
        course.state = Course.State.PUBLISHED if changes["is_published"] else Course.State.DRAFT
        course.published_at = now if changes["is_published"] else None


def _apply_price(course: Course, changes: CourseChanges) -> None:
    becomes_free = bool(changes.get("is_free")) and not course.is_free
    course.is_free = changes.get("is_free", course.is_free)
    # A price that is only left over from before does not stand in the way of giving it away.
    kept = None if becomes_free else course.price
    course.price = rules.clean_price(
        price=changes.get("price", kept), is_free=course.is_free, refusal=FreeCostsNothing
    )


def _apply_category(course: Course, category: CategoryCard | None) -> None:
    course.category_id = category.id if category else None
    course.category_number = category.number if category else None
    course.category_name = category.name if category else ""
    course.category_icon = category.icon if category else ""
