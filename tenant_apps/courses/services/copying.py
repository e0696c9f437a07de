"""A course once more: for another year, another group, another price."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from shared_apps.kernel import events
from shared_apps.kernel.acts import note_act
from tenant_apps.courses import rules
from tenant_apps.courses.events import CourseCopied
from tenant_apps.courses.models import Course, CoursePrerequisite, Lesson, Module
from tenant_apps.courses.selectors import get_course_content
from tenant_apps.courses.services.courses import make_course
from tenant_apps.courses.services.keeping import keep_content, lock_course
from tenants.storage import stored_together

CATEGORY = ("category_id", "category_number", "category_name", "category_icon")

Part = TypeVar("Part", Module, Lesson)


def copy_course(*, course_id: uuid.UUID, title: str, now: datetime) -> Course:
    """A draft with the same texts, prices, rules of entry, pictures, documents, films and exams.

    Students, codes used, attempts and ratings stay with the first one. Raises `NotFound`, `TitleEmpty`.
    """
    with stored_together():
        # Locked, so that nothing of it is deleted while it is read.
        former = lock_course(course_id=course_id)
        content = get_course_content(course_id=course_id)
        course = _new_course(former, title, now)
        modules: dict[uuid.UUID, uuid.UUID] = {}
        lessons: dict[uuid.UUID, uuid.UUID] = {}
        for part in content.modules:
            module = _again(part.module, Module(course=course), ("image",))
            modules[part.module.id] = module.id
            lessons |= _copy_lessons(part.lessons, module)
        events.publish(CourseCopied(course_id=former.id, copy_id=course.id, modules=modules, lessons=lessons))
        keep_content(course)
        note_act(act="course.duplicated", of=course.id, title=course.title, details={"course": former.title})
    return course


def _copy_lessons(lessons: Sequence[Lesson], module: Module) -> dict[uuid.UUID, uuid.UUID]:
    """The id of each one's copy."""
    copies = [
        _unsaved(lesson, Lesson(course=module.course, module=module), ("document", "thumbnail"))
        for lesson in lessons
    ]
    Lesson.objects.bulk_create(copies)
    return {lesson.id: copy.id for lesson, copy in zip(lessons, copies, strict=True)}


def _new_course(former: Course, title: str, now: datetime) -> Course:
    required = CoursePrerequisite.objects.filter(course=former).values_list("required_id", flat=True)
    course = make_course(
        {
            "title": title[: rules.MAX_TITLE],
            "description": former.description,
            "price": former.price,
            "is_free": former.is_free,
            "access_days": former.access_days,
            "sells_modules_alone": former.sells_modules_alone,
            "capacity": former.capacity,
            "countries": former.countries,
            "plans": former.plans,
            "prerequisites": list(required),
        },
        now,
    )
    # The category is not asked for anew: what was right for the first one is right for its copy.
    for name in CATEGORY:
        setattr(course, name, getattr(former, name))
    _take_file(former, course, "thumbnail")
    # A film is not stored twice: it goes with the last course that shows it.
    course.trailer_video = former.trailer_video.name or ""
    return course


def _again(former: Module, fresh: Module, files: tuple[str, ...]) -> Module:
    module = _unsaved(former, fresh, files)
    module.save()
    return module


def _unsaved(former: Part, fresh: Part, files: tuple[str, ...]) -> Part:
    kept = {"id", "course", "module", "created_at", "updated_at", "total_lessons", *files}
    for field in former._meta.concrete_fields:
        if field.name not in kept:
            setattr(fresh, field.attname, getattr(former, field.attname))
    for name in files:
        _take_file(former, fresh, name)
    return fresh


def _take_file(former: Course | Module | Lesson, fresh: Course | Module | Lesson, name: str) -> None:
    # A file of its own: deleting one course must not take the other's.
    file: FieldFile = getattr(former, name)
    if file:
        with file.open("rb") as opened:
            setattr(fresh, name, ContentFile(opened.read(), name=(file.name or "").rpartition("/")[2]))
