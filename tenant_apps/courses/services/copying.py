"""A course once more: for another year, another group, another price."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from tenant_apps.courses import rules
from tenant_apps.courses.models import Course, CoursePrerequisite, Lesson, Module
from tenant_apps.courses.selectors import get_course_content
from tenant_apps.courses.services.courses import create_course
from tenant_apps.courses.services.keeping import keep_content, lock_course
from tenants.storage import stored_together

CATEGORY = ("category_id", "category_number", "category_name", "category_icon")

Part = TypeVar("Part", Module, Lesson)


def copy_course(*, course_id: uuid.UUID, title: str, now: datetime) -> Course:
    """A draft with the same texts, prices, rules of entry, pictures and documents, in the same order.

    Films stay with the first one: the copy's lessons wait for theirs. So do students, codes used,
    ratings and exams. Raises `NotFound`, `TitleEmpty`.
    """
    content = get_course_content(course_id=course_id)
    with stored_together():
        course = _new_course(content.course, title, now)
        for part in content.modules:
            module = _again(part.module, Module(course=course), ("image",))
            Lesson.objects.bulk_create(
                [
                    _unsaved(lesson, Lesson(course=course, module=module), ("document", "thumbnail"))
                    for lesson in part.lessons
                ]
            )
        keep_content(course)
    return course


def _new_course(former: Course, title: str, now: datetime) -> Course:
    required = CoursePrerequisite.objects.filter(course=former).values_list("required_id", flat=True)
    made = create_course(
        changes={
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
        now=now,
    )
    course = lock_course(course_id=made.id)
    # The category is not asked for anew: what was right for the first one is right for its copy.
    for name in CATEGORY:
        setattr(course, name, getattr(former, name))
    _take_file(former, course, "thumbnail")
    return course


def _again(former: Module, fresh: Module, files: tuple[str, ...]) -> Module:
    module = _unsaved(former, fresh, files)
    module.save()
    return module


def _unsaved(former: Part, fresh: Part, files: tuple[str, ...]) -> Part:
    kept = {"id", "course", "module", "created_at", "updated_at", "total_lessons", "duration_seconds", *files}
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
