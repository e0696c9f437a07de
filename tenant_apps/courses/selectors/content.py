"""Modules and lessons."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.selectors.courses import get_course


@dataclass(frozen=True, slots=True)
class ModuleContent:
    module: Module
    lessons: list[Lesson]


@dataclass(frozen=True, slots=True)
class CourseContent:
    """A course as its outline shows it, in order."""

    course: Course
    modules: list[ModuleContent]


def get_course_content(*, course_id: uuid.UUID, published_only: bool = False) -> CourseContent:
    """The course with its modules and their lessons: 3 queries. Raises `NotFound`."""
    course = get_course(course_id=course_id)
    modules = list_modules(course_id=course_id, published_only=published_only)
    lessons = Lesson.objects.filter(course_id=course_id).order_by("order")
    if published_only:
        lessons = lessons.filter(is_published=True)
    by_module: defaultdict[uuid.UUID, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        by_module[lesson.module_id].append(lesson)
    return CourseContent(course, [ModuleContent(module, by_module[module.id]) for module in modules])


def list_modules(*, course_id: uuid.UUID, published_only: bool = False) -> QuerySet[Module]:
    """The course's modules in order, each with its course. Does not ask whether the course exists."""
    modules = Module.objects.filter(course_id=course_id).select_related("course").order_by("order")
    return modules.filter(is_published=True) if published_only else modules


def count_lessons_by_module(*, course_id: uuid.UUID, published_only: bool = False) -> dict[uuid.UUID, int]:
    """How many lessons each module of the course has; modules without any are left out. One query."""
    lessons = Lesson.objects.filter(course_id=course_id)
    if published_only:
        lessons = lessons.filter(is_published=True)
    return dict(lessons.order_by().values_list("module_id").annotate(Count("id")))


def list_lessons(*, module_id: uuid.UUID, published_only: bool = False) -> QuerySet[Lesson]:
    """The module's lessons in order, each with its module."""
    lessons = Lesson.objects.filter(module_id=module_id).select_related("module").order_by("order")
    return lessons.filter(is_published=True) if published_only else lessons


def get_module(*, module_id: uuid.UUID) -> Module:
    """A module in any state, with its course. Raises `NotFound`."""
    module = Module.objects.select_related("course").filter(pk=module_id).first()
    if module is None:
        raise NotFound()
    return module


def get_lesson(*, lesson_id: uuid.UUID) -> Lesson:
    """A lesson in any state, with its module and course. Raises `NotFound`."""
    lesson = Lesson.objects.select_related("module", "course").filter(pk=lesson_id).first()
    if lesson is None:
        raise NotFound()
    return lesson
