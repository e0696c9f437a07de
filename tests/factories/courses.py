"""Courses, modules, lessons."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from tenant_apps.courses.models import Course, Lesson, Module

_serial = count(1)


def make_course(**fields: Any) -> Course:
    """A published course of 100.00 unless said otherwise. The catalogue is not touched."""
    n = next(_serial)
    fields.setdefault("title", f"Course {n}")
    fields.setdefault("description", f"About course {n}.")
    fields.setdefault("state", Course.State.PUBLISHED)
    fields.setdefault("price", Decimal("0.00") if fields.get("is_free") else Decimal("100.00"))
    return Course.objects.create(**fields)


def make_module(course: Course | None = None, **fields: Any) -> Module:
    """A published module of 40.00, next in its course."""
    course = course or make_course()
    fields.setdefault("order", course.modules.count() + 1)
    fields.setdefault("title", f"Module {fields['order']}")
    fields.setdefault("is_published", True)
    fields.setdefault("price", Decimal("0.00") if fields.get("is_free") else Decimal("40.00"))
    return Module.objects.create(course=course, **fields)


def make_lesson(module: Module | None = None, **fields: Any) -> Lesson:
    """A published lesson of 600 seconds, next in its module."""
    module = module or make_module()
    fields.setdefault("order", module.lessons.count() + 1)
    fields.setdefault("title", f"Lesson {fields['order']}")
    fields.setdefault("is_published", True)
    fields.setdefault("duration_seconds", 600)
    return Lesson.objects.create(module=module, course_id=module.course_id, **fields)
