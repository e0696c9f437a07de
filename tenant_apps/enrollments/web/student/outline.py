"""A course as its pages list it: modules, and under them lessons with their marks."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.urls import reverse

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.selectors import get_course_content
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.selectors import (
    LessonState,
    ModuleState,
    Paper,
    course_progress,
    is_in_region,
    list_papers,
)
from tenant_apps.enrollments.selectors.shelf import list_places, list_video_lesson_ids, resume_at
from tenant_apps.enrollments.web.student.reading import length_in_words, lessons_in_words
from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class LessonRow:
    lesson: Lesson
    kind: str
    """video, file or text."""
    state: str
    """open, done or locked."""
    href: str
    is_preview: bool
    has_document: bool
    position: int
    """Seconds at which the student stopped; 0 at the beginning and when done."""
    papers: Sequence[Paper] = ()
    """Quizzes and the like of this lesson."""


@dataclass(frozen=True, slots=True)
class ModuleRow:
    module: Module
    note: str
    is_open: bool
    is_over: bool
    """It was the student's, and the time has ended."""
    price: Decimal | None
    """What it costs alone; None when it is not sold alone or open already."""
    is_free: bool
    """Free to enter alone."""
    lessons: list[LessonRow]
    papers: Sequence[Paper] = ()
    """Those of the module itself, not of one of its lessons."""

    @property
    def completed(self) -> int:
        return sum(row.state == "done" for row in self.lessons)

    @property
    def is_done(self) -> bool:
        return 0 < len(self.lessons) == self.completed


@dataclass(frozen=True, slots=True)
class Outline:
    """A course with its content for one reader; `places` is empty for visitors."""

    course: Course
    modules: list[ModuleRow]
    places: list[Enrollment]
    is_open: bool
    """The whole course is open."""
    resume: Lesson | None
    now: datetime
    papers: Sequence[Paper] = ()
    """Those of the whole course."""

    @property
    def live(self) -> list[Enrollment]:
        return [place for place in self.places if place.is_live(self.now)]

    @property
    def ends_at(self) -> datetime | None:
        """When what the student has ends, or when it ended; None without an end."""
        ends = [place.ends_at for place in (self.live or self.places)]
        return None if not ends or None in ends else max(end for end in ends if end)

    @property
    def lessons(self) -> list[LessonRow]:
        return [row for module in self.modules for row in module.lessons]

    @property
    def mine(self) -> list[LessonRow]:
        """The lessons that count for the student's progress: all, or those of the modules they have."""
        if self.is_open or not self.live:
            return self.lessons
        return [row for module in self.modules if module.is_open for row in module.lessons]

    @property
    def completed(self) -> int:
        return sum(row.state == "done" for row in self.mine)

    @property
    def percent(self) -> int:
        return self.completed * 100 // len(self.mine) if self.mine else 0


def read_outline(*, course_id: uuid.UUID, student: Student | None, now: datetime) -> Outline:
    """The course for this reader. Raises `NotFound` when it is neither published nor the student's."""
    videos = list_video_lesson_ids(course_id=course_id)
    if student is None:
        content = get_course_content(course_id=course_id, published_only=True)
        if not content.course.is_published:
            raise NotFound()
        states = [
            ModuleState(part.module, False, [LessonState(lesson, False, None) for lesson in part.lessons])
            for part in content.modules
        ]
        return _outline(content.course, states, [], False, videos, now)
    progress = course_progress(student=student, course_id=course_id, now=now)
    places = list_places(student=student, course_id=course_id)
    outline = _outline(progress.course, progress.modules, places, progress.is_open, videos, now, student)
    if not outline.live:
        return outline
    return with_papers(outline, list_papers(student=student, course_id=course_id, now=now))


def with_papers(outline: Outline, papers: Sequence[Paper]) -> Outline:
    """The same outline, each paper beside what it belongs to."""
    by_place: defaultdict[uuid.UUID, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_place[paper.lesson_id or paper.module_id or paper.course_id].append(paper)
    modules = [
        replace(
            module,
            papers=by_place[module.module.id],
            lessons=[replace(row, papers=by_place[row.lesson.id]) for row in module.lessons],
        )
        for module in outline.modules
    ]
    return replace(outline, modules=modules, papers=by_place[outline.course.id])


def _outline(
    course: Course,
    states: Sequence[ModuleState],
    places: list[Enrollment],
    is_open: bool,
    videos: set[uuid.UUID],
    now: datetime,
    student: Student | None = None,
) -> Outline:
    # Who is not signed in may turn out to be from anywhere.
    previews = course.is_published and (student is None or is_in_region(student=student, course=course))
    over = {place.module_id for place in places if not place.is_live(now)}
    owned = [state for state in states if state.is_open]  # previews elsewhere are no place to go on
    return Outline(
        course=course,
        modules=[_module_row(course, state, over, videos, previews) for state in states],
        places=places,
        is_open=is_open,
        resume=resume_at([lesson for state in owned or states for lesson in state.lessons]),
        now=now,
    )


def _module_row(
    course: Course,
    state: ModuleState,
    over: set[uuid.UUID | None],
    videos: set[uuid.UUID],
    previews: bool,
) -> ModuleRow:
    module = state.module
    length = sum(lesson.lesson.duration_seconds for lesson in state.lessons)
    words = [lessons_in_words(count=len(state.lessons)), length_in_words(seconds=length)]
    is_sold = course.is_published and course.sells_modules_alone and not course.is_free and not state.is_open
    return ModuleRow(
        module=module,
        note=" · ".join(word for word in words if word),
        is_open=state.is_open,
        is_over=not state.is_open and bool({None, module.id} & over),
        price=module.price if is_sold and not module.is_free else None,
        is_free=is_sold and module.is_free,
        lessons=[_lesson_row(state, lesson, videos, previews) for lesson in state.lessons],
    )


def _lesson_row(module: ModuleState, state: LessonState, videos: set[uuid.UUID], previews: bool) -> LessonRow:
    lesson = state.lesson
    kind = "video" if lesson.id in videos else ("file" if lesson.document else "text")
    is_preview = lesson.is_free and previews
    is_open = state.is_open or is_preview
    shown = "done" if is_open and state.is_completed else ("open" if is_open else "locked")
    position = state.progress.position_seconds if state.progress and not state.is_completed else 0
    return LessonRow(
        lesson=lesson,
        kind=kind,
        state=shown,
        href=reverse("lesson_player", args=[lesson.id]) if is_open else "",
        is_preview=is_preview and not module.is_open,
        has_document=bool(lesson.document),
        position=position,
    )
