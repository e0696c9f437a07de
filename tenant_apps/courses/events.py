"""What happens to courses, told while it happens: receivers run in the same transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CourseRemoved:
    """A course is being deleted with all that hangs on it; its rows are still there."""

    course_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CourseRemovalAsked:
    """Somebody wants to delete the course unless it is in use; whoever uses it refuses here.

    The course is locked: nobody gets a seat in it meanwhile.
    """

    course_id: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ModuleRemoved:
    """A module is being deleted, after its lessons were told of; its rows are still there."""

    course_id: uuid.UUID
    module_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class LessonsRemoved:
    """These lessons are being deleted, alone or with their module or course; their rows are still there."""

    course_id: uuid.UUID
    lesson_ids: tuple[uuid.UUID, ...]


@dataclass(frozen=True, slots=True)
class CourseCopied:
    """A course was made once more; whoever keeps something of its parts gives it to the copy, too.

    Both courses are locked and the copy's rows are there.
    """

    course_id: uuid.UUID
    copy_id: uuid.UUID
    modules: Mapping[uuid.UUID, uuid.UUID]
    """The copy's module for each of the first course's."""
    lessons: Mapping[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class ContentChanged:
    """What is published in a course changed: lessons came, went, or were hidden."""

    course_id: uuid.UUID
