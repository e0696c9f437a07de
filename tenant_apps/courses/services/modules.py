"""Modules of a course."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from django.core.files.base import File
from django.db import transaction

from shared_apps.kernel import events
from shared_apps.kernel.acts import note_act
from tenant_apps.courses import rules
from tenant_apps.courses.errors import (
    FreeModuleCostsNothing,
    ModuleHasLessons,
    ModuleOrderTaken,
    OrderIncomplete,
)
from tenant_apps.courses.events import LessonsRemoved, ModuleRemoved
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.services.files import clean_image, replace_file
from tenant_apps.courses.services.keeping import (
    is_other_order,
    keep_content,
    lock_course,
    lock_course_of_module,
    next_order,
    number_anew,
)
from tenants.storage import discard_after_commit, stored_together


class ModuleChanges(TypedDict, total=False):
    """Only the keys that are present change; `image` as uploaded, None takes it away."""

    title: str
    description: str
    order: int | None
    price: Decimal | None
    is_free: bool
    is_published: bool
    image: File | None


def create_module(*, course_id: uuid.UUID, changes: ModuleChanges) -> Module:
    """A new module, last in its course unless `order` is given. `title` is needed.

    Raises `NotFound`, `TitleEmpty`, `TitleTooShort`, `ModuleOrderRefused`, `ModuleOrderTaken`,
    `FreeModuleCostsNothing`, `PriceRefused`, `PictureRefused`.
    """
    changes = _checked(changes)
    with stored_together():
        course = lock_course(course_id=course_id)
        module = Module(course=course)
        order = changes.get("order") if changes.get("order") is not None else _next(course)
        _apply(module, {**changes, "title": changes.get("title", ""), "order": order})
        module.save()
        keep_content(course)
        note_act(act="module.created", of=module.id, title=module.title, details={"course": course.title})
    return module


def update_module(*, module_id: uuid.UUID, changes: ModuleChanges) -> Module:
    """Change what `changes` names. Raises `NotFound` and the refusals of `create_module`."""
    changes = _checked(changes)
    with stored_together():
        course, module = lock_course_of_module(module_id=module_id)
        _apply(module, changes)
        module.save()
        keep_content(course)
        note_act(act="module.changed", of=module.id, title=module.title, details={"course": course.title})
    module.refresh_from_db(fields=["total_lessons", "total_duration_seconds"])
    return module


def delete_module(*, module_id: uuid.UUID, refuse_if_filled: bool = False) -> None:
    """Delete the module with its lessons, its own enrolments and files.

    With `refuse_if_filled` only one without lessons. Raises `NotFound`, `ModuleHasLessons`.
    """
    with stored_together():
        course, module = lock_course_of_module(module_id=module_id)
        lessons = list(Lesson.objects.filter(module=module))
        if refuse_if_filled and lessons:
            raise ModuleHasLessons()
        ids = tuple(lesson.id for lesson in lessons)
        events.publish(LessonsRemoved(course_id=course.id, lesson_ids=ids))
        events.publish(ModuleRemoved(course_id=course.id, module_id=module.id))
        files = [name or "" for lesson in lessons for name in (lesson.document.name, lesson.thumbnail.name)]
        discard_after_commit(module.image.name or "", *files)
        note_act(act="module.deleted", of=module.id, title=module.title, details={"course": course.title})
        module.delete()
        keep_content(course)


@transaction.atomic
def reorder_modules(*, course_id: uuid.UUID, module_ids: Sequence[uuid.UUID]) -> list[Module]:
    """Put the course's modules into this sequence, numbered from 1.

    Raises `NotFound`, and `OrderIncomplete` unless each of them is named exactly once.
    """
    course = lock_course(course_id=course_id)
    modules = {module.id: module for module in Module.objects.filter(course=course)}
    if sorted(module_ids) != sorted(modules):
        raise OrderIncomplete()
    sequence = [modules[module_id] for module_id in module_ids]
    if is_other_order(sequence):
        note_act(act="course.reordered", of=course.id, title=course.title)
    return number_anew(course, Module, sequence)


@transaction.atomic
def move_module(*, module_id: uuid.UUID, up: bool) -> list[Module]:
    """Let the module change places with its neighbour; returns all in their order. Raises `NotFound`."""
    course, module = lock_course_of_module(module_id=module_id)
    modules = list(Module.objects.filter(course=course).order_by("order"))
    sequence = rules.moved(modules, module, up=up)
    if is_other_order(sequence):
        note_act(act="module.moved", of=module.id, title=module.title, details={"course": course.title})
    return number_anew(course, Module, sequence)


def _next(course: Course) -> int:
    return next_order(list(Module.objects.filter(course=course).values_list("order", flat=True)))


def _checked(changes: ModuleChanges) -> ModuleChanges:
    """The same with its picture checked, before anything is locked."""
    if "image" not in changes:
        return changes
    return {**changes, "image": clean_image(upload=changes["image"], field="image")}


def _apply(module: Module, changes: ModuleChanges) -> None:
    if "title" in changes:
        module.title = rules.clean_title(changes["title"], at_least=rules.MIN_MODULE_TITLE)
    module.description = changes.get("description", module.description)
    module.is_published = changes.get("is_published", module.is_published)
    _apply_price(module, changes)
    order = changes.get("order")
    if order is not None:
        _apply_order(module, order)
    if "image" in changes:
        replace_file(module, "image", changes["image"])


def _apply_price(module: Module, changes: ModuleChanges) -> None:
    becomes_free = bool(changes.get("is_free")) and not module.is_free
    module.is_free = changes.get("is_free", module.is_free)
    kept = None if becomes_free else module.price
    module.price = rules.clean_price(
        price=changes.get("price", kept), is_free=module.is_free, refusal=FreeModuleCostsNothing
    )


def _apply_order(module: Module, order: int) -> None:
    rules.check_module_order(order)
    # Safe under the lock of the course: nobody else numbers its modules now.
    if Module.objects.filter(course_id=module.course_id, order=order).exclude(pk=module.pk).exists():
        raise ModuleOrderTaken()
    module.order = order
