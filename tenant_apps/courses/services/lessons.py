"""Lessons of a module. Their videos are rows of the `video` app, which calls these services."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TypedDict

from django.core.files.base import File
from django.db import transaction

from shared_apps.kernel import events
from shared_apps.kernel.acts import note_act
from tenant_apps.courses import rules
from tenant_apps.courses.errors import LessonOrderTaken, OrderIncomplete
from tenant_apps.courses.events import LessonsRemoved
from tenant_apps.courses.models import Lesson, Module
from tenant_apps.courses.services.files import replace_file
from tenant_apps.courses.services.keeping import (
    is_other_order,
    keep_content,
    lock_course_of_lesson,
    lock_course_of_module,
    next_order,
    number_anew,
)
from tenants.storage import discard_after_commit, stored_together


class LessonChanges(TypedDict, total=False):
    """Only the keys that are present change; None takes a file away."""

    title: str
    description: str
    order: int | None
    is_published: bool
    is_free: bool
    document: File | None
    document_name: str
    thumbnail: File | None


def create_lesson(*, module_id: uuid.UUID, changes: LessonChanges) -> Lesson:
    """A new lesson, last in its module unless `order` is given. `title` is needed; files were checked.

    Raises `NotFound`, `TitleEmpty`, `LessonOrderRefused`, `LessonOrderTaken`.
    """
    with stored_together():
        course, module = lock_course_of_module(module_id=module_id)
        lesson = Lesson(module=module, course=course)
        order = changes.get("order") if changes.get("order") is not None else _next(module)
        _apply(lesson, {**changes, "title": changes.get("title", ""), "order": order})
        lesson.save()
        keep_content(course)
        note_act(act="lesson.created", of=lesson.id, title=lesson.title, details={"course": course.title})
    return lesson


def update_lesson(*, lesson_id: uuid.UUID, changes: LessonChanges) -> Lesson:
    """Change what `changes` names. Raises `NotFound` and the refusals of `create_lesson`."""
    with stored_together():
        course, lesson = lock_course_of_lesson(lesson_id=lesson_id)
        _apply(lesson, changes)
        lesson.save()
        keep_content(course)
        note_act(act="lesson.changed", of=lesson.id, title=lesson.title, details={"course": course.title})
    return lesson


@transaction.atomic
def set_lesson_duration(*, lesson_id: uuid.UUID, seconds: int) -> Lesson:
    """The length of the lesson's video became known, or it has none any more (0). Raises `NotFound`."""
    course, lesson = lock_course_of_lesson(lesson_id=lesson_id)
    lesson.duration_seconds = seconds
    lesson.save(update_fields=["duration_seconds", "updated_at"])
    keep_content(course)
    return lesson


def delete_lesson(*, lesson_id: uuid.UUID) -> None:
    """Delete the lesson with its progress and files. Raises `NotFound`."""
    with stored_together():
        course, lesson = lock_course_of_lesson(lesson_id=lesson_id)
        events.publish(LessonsRemoved(course_id=course.id, lesson_ids=(lesson.id,)))
        discard_after_commit(lesson.document.name or "", lesson.thumbnail.name or "")
        note_act(act="lesson.deleted", of=lesson.id, title=lesson.title, details={"course": course.title})
        lesson.delete()
        keep_content(course)


@transaction.atomic
def reorder_lessons(*, module_id: uuid.UUID, lesson_ids: Sequence[uuid.UUID]) -> list[Lesson]:
    """Put the module's lessons into this sequence, numbered from 1.

    Raises `NotFound`, and `OrderIncomplete` unless each of them is named exactly once.
    """
    course, module = lock_course_of_module(module_id=module_id)
    lessons = {lesson.id: lesson for lesson in Lesson.objects.filter(module=module)}
    if sorted(lesson_ids) != sorted(lessons):
        raise OrderIncomplete()
    sequence = [lessons[lesson_id] for lesson_id in lesson_ids]
    if is_other_order(sequence):
        note_act(act="module.reordered", of=module.id, title=module.title, details={"course": course.title})
    return number_anew(course, Lesson, sequence)


@transaction.atomic
def move_lesson(*, lesson_id: uuid.UUID, up: bool) -> list[Lesson]:
    """Let the lesson change places with its neighbour; returns all in their order. Raises `NotFound`."""
    course, lesson = lock_course_of_lesson(lesson_id=lesson_id)
    lessons = list(Lesson.objects.filter(module_id=lesson.module_id).order_by("order"))
    sequence = rules.moved(lessons, lesson, up=up)
    if is_other_order(sequence):
        note_act(act="lesson.moved", of=lesson.id, title=lesson.title, details={"course": course.title})
    return number_anew(course, Lesson, sequence)


def _next(module: Module) -> int:
    return next_order(list(Lesson.objects.filter(module=module).values_list("order", flat=True)))


def _apply(lesson: Lesson, changes: LessonChanges) -> None:
    if "title" in changes:
        lesson.title = rules.clean_title(changes["title"])
    for name in ("description", "is_published", "is_free", "document_name"):
        if name in changes:
            setattr(lesson, name, changes[name])
    order = changes.get("order")
    if order is not None:
        _apply_order(lesson, order)
    for name in ("document", "thumbnail"):
        if name in changes:
            replace_file(lesson, name, changes[name])  # type: ignore[literal-required]
    if not lesson.document:
        lesson.document_name = ""


def _apply_order(lesson: Lesson, order: int) -> None:
    rules.check_lesson_order(order)
    if Lesson.objects.filter(module_id=lesson.module_id, order=order).exclude(pk=lesson.pk).exists():
        raise LessonOrderTaken()
    lesson.order = order
