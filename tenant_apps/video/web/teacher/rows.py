"""A course's lessons as the teacher's pages draw them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.selectors import get_course_content
from tenant_apps.video.models import Video
from tenant_apps.video.selectors import videos_of_course


@dataclass(frozen=True, slots=True)
class LessonRow:
    lesson: Lesson
    video: Video | None
    is_first_of_all: bool = False
    is_last_of_all: bool = False
    """At the edge of the whole course: from any other edge a lesson moves on into the next module."""

    @property
    def kind(self) -> str:
        """Which sign stands before the title."""
        if self.video:
            return "video"
        return "file" if self.lesson.document else "text"

    @property
    def state(self) -> str:
        """`ready`, `waiting`, `failed`, or `empty` for a lesson in which there is nothing yet."""
        if self.video is None:
            return "ready" if self.lesson.document or self.lesson.description else "empty"
        if self.video.state == Video.State.READY:
            return "ready"
        return "failed" if self.video.state == Video.State.FAILED else "waiting"


@dataclass(frozen=True, slots=True)
class ModuleRow:
    module: Module
    lessons: list[LessonRow]

    @property
    def seconds(self) -> int:
        return sum(row.lesson.duration_seconds for row in self.lessons)

    @property
    def shown(self) -> list[LessonRow]:
        return [row for row in self.lessons if row.lesson.is_published]


@dataclass(frozen=True, slots=True)
class Outline:
    course: Course
    modules: list[ModuleRow]

    @property
    def lessons(self) -> list[LessonRow]:
        return [row for module in self.modules for row in module.lessons]


def outline_of(*, course_id: uuid.UUID, published_only: bool = False) -> Outline:
    """The whole course in four queries. Raises `NotFound`."""
    content = get_course_content(course_id=course_id, published_only=published_only)
    videos = videos_of_course(course_id=course_id)
    latest = len(content.modules) - 1
    return Outline(
        content.course,
        [
            ModuleRow(part.module, _lesson_rows(part.lessons, videos, place == 0, place == latest))
            for place, part in enumerate(content.modules)
        ],
    )


def _lesson_rows(
    lessons: list[Lesson], videos: dict[uuid.UUID, Video], is_first_module: bool, is_last_module: bool
) -> list[LessonRow]:
    latest = len(lessons) - 1
    return [
        LessonRow(
            lesson,
            videos.get(lesson.id),
            is_first_of_all=is_first_module and place == 0,
            is_last_of_all=is_last_module and place == latest,
        )
        for place, lesson in enumerate(lessons)
    ]
