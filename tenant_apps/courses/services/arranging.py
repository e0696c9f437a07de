"""The whole outline put into a new order at once, lessons moving between modules if need be."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from hashlib import sha256

from django.db import transaction

from shared_apps.kernel.acts import note_act
from tenant_apps.courses.errors import OrderIncomplete, OutlineChanged
from tenant_apps.courses.models import Lesson, Module
from tenant_apps.courses.services.keeping import keep_content, lock_course, lock_course_of_lesson

Arrangement = Sequence[tuple[uuid.UUID, Sequence[uuid.UUID]]]
"""Modules in order, each with its lessons in order."""


def arrangement_of(*, course_id: uuid.UUID) -> list[tuple[uuid.UUID, list[uuid.UUID]]]:
    """The order as it is now: two queries."""
    modules = Module.objects.filter(course_id=course_id).order_by("order").values_list("id", flat=True)
    found: dict[uuid.UUID, list[uuid.UUID]] = {module: [] for module in modules}
    for lesson, module in (
        Lesson.objects.filter(course_id=course_id).order_by("order").values_list("id", "module_id")
    ):
        found[module].append(lesson)
    return list(found.items())


def mark_of(*, arrangement: Arrangement) -> str:
    """A short text that is another for each other order; a page keeps it to tell what it was drawn from."""
    words = (f"{module}:{','.join(map(str, lessons))}" for module, lessons in arrangement)
    return sha256(";".join(words).encode()).hexdigest()[:16]


@transaction.atomic
def arrange_course(*, course_id: uuid.UUID, arrangement: Arrangement, seen: str) -> str:
    """Put modules and lessons into this order; returns its mark. `seen` is the mark of the order before.

    Raises `NotFound`, `OrderIncomplete` unless every module and lesson is named exactly once, and
    `OutlineChanged` when somebody else changed the order since `seen`: nobody's work is undone unseen.
    """
    course = lock_course(course_id=course_id)
    current = arrangement_of(course_id=course_id)
    if _ids(arrangement) != _ids(current):
        raise OrderIncomplete()
    wanted = mark_of(arrangement=arrangement)
    if wanted == mark_of(arrangement=current):
        return wanted  # the same again, as after an answer that was lost on the way
    if seen != mark_of(arrangement=current):
        raise OutlineChanged()
    _write(arrangement, dict(current))
    keep_content(course)
    note_act(act="course.reordered", of=course.id, title=course.title)
    return wanted


@transaction.atomic
def move_lesson_across(*, lesson_id: uuid.UUID, up: bool) -> None:
    """One place up or down; from the edge of a module into the next one. Raises `NotFound`."""
    course, lesson = lock_course_of_lesson(lesson_id=lesson_id)
    current = arrangement_of(course_id=course.id)
    moved = [(module, list(lessons)) for module, lessons in current]
    place = next(at for at, (module, _lessons) in enumerate(moved) if module == lesson.module_id)
    lessons = moved[place][1]
    at, step = lessons.index(lesson.id), -1 if up else 1
    if 0 <= at + step < len(lessons):
        lessons[at], lessons[at + step] = lessons[at + step], lessons[at]
    elif 0 <= place + step < len(moved):
        lessons.remove(lesson.id)
        other = moved[place + step][1]
        other.insert(len(other) if up else 0, lesson.id)
    else:
        return
    _write(moved, dict(current))
    keep_content(course)
    note_act(act="lesson.moved", of=lesson.id, title=lesson.title, details={"course": course.title})


def _ids(arrangement: Arrangement) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    lessons = sorted(lesson for _module, inside in arrangement for lesson in inside)
    return sorted(module for module, _inside in arrangement), lessons


def _write(arrangement: Arrangement, current: Mapping[uuid.UUID, Sequence[uuid.UUID]]) -> None:
    # Uniqueness of places is looked at when the transaction commits, so the rows may cross on the way.
    orders = {module: place for place, (module, _inside) in enumerate(arrangement, start=1)}
    modules = list(Module.objects.filter(pk__in=orders))
    for module in modules:
        module.order = orders[module.id]
    Module.objects.bulk_update(modules, ["order"])
    places = {
        lesson: (module, place)
        for module, inside in arrangement
        if list(inside) != list(current[module])
        for place, lesson in enumerate(inside, start=1)
    }
    lessons = list(Lesson.objects.filter(pk__in=places))
    for lesson in lessons:
        lesson.module_id, lesson.order = places[lesson.id]
    Lesson.objects.bulk_update(lessons, ["module", "order"])
