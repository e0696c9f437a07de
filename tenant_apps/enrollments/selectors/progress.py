"""How far a student is, counted over what is published now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.enrollments.models import Enrollment, LessonProgress
from tenant_apps.enrollments.rules import progress_percent
from tenant_apps.enrollments.selectors.access import find_barrier, is_in_region
from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class ModuleCount:
    """Published lessons of a published module, and how many of them the student completed."""

    module_id: uuid.UUID
    lessons: int
    completed: int


@dataclass(frozen=True, slots=True)
class LessonState:
    lesson: Lesson
    is_open: bool
    progress: LessonProgress | None

    @property
    def is_completed(self) -> bool:
        return self.progress is not None and self.progress.is_completed


@dataclass(frozen=True, slots=True)
class ModuleState:
    module: Module
    is_open: bool
    lessons: list[LessonState]

    @property
    def completed(self) -> int:
        return sum(state.is_completed for state in self.lessons)


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """A course as its student's page shows it."""

    course: Course
    enrollment: Enrollment | None
    """The place in the whole course, live or over; None for single modules and for previews."""
    is_open: bool
    """Whether the whole course is open now."""
    modules: list[ModuleState]
    next_lesson: Lesson | None
    """The first open lesson not completed yet; None when all are or none is open."""

    @property
    def total(self) -> int:
        return sum(len(state.lessons) for state in self.modules)

    @property
    def completed(self) -> int:
        return sum(state.completed for state in self.modules)

    @property
    def percent(self) -> Decimal:
        return progress_percent(completed=self.completed, total=self.total)


def count_lessons(*, student: Student, course_id: uuid.UUID) -> list[ModuleCount]:
    """Two queries, whatever the size of the course."""
    published = Lesson.objects.filter(course_id=course_id, is_published=True, module__is_published=True)
    totals = published.order_by().values_list("module_id").annotate(Count("id"))
    done = dict(
        LessonProgress.objects.filter(student=student, is_completed=True, lesson__in=published)
        .order_by()
        .values_list("lesson__module_id")
        .annotate(Count("id"))
    )
    return [
        ModuleCount(module_id=module_id, lessons=lessons, completed=done.get(module_id, 0))
        for module_id, lessons in totals
    ]


def course_progress(*, student: Student, course_id: uuid.UUID, now: datetime) -> CourseProgress:
    """The course with all its published lessons, each with its state for this student: 5 queries.

    Raises `NotFound` for a course that is neither published nor the student's.
    """
    course = Course.objects.filter(pk=course_id).first()
    rows = list(Enrollment.objects.filter(student=student, course_id=course_id))
    live = {row.module_id for row in rows if row.is_live(now)} if student.is_active else set()
    if course is None or not (course.is_published or live):
        raise NotFound()
    if find_barrier(student=student, course=course):
        live = set()
    modules = _module_states(student, course, live)
    lessons = [state for module in modules for state in module.lessons]
    return CourseProgress(
        course=course,
        enrollment=next((row for row in rows if row.module_id is None), None),
        is_open=None in live,
        modules=modules,
        next_lesson=next((one.lesson for one in lessons if one.is_open and not one.is_completed), None),
    )


def _module_states(student: Student, course: Course, live: set[uuid.UUID | None]) -> list[ModuleState]:
    lessons = list(
        Lesson.objects.filter(course=course, is_published=True, module__is_published=True)
        .select_related("module")
        .order_by("module__order", "order")
    )
    progress = list_progress(student=student, course_id=course.id)
    preview = student.is_active and course.is_published and is_in_region(student=student, course=course)
    states = []
    for module in course.modules.filter(is_published=True).order_by("order"):
        is_open = None in live or module.id in live
        states.append(
            ModuleState(
                module=module,
                is_open=is_open,
                lessons=[
                    LessonState(
                        lesson=lesson,
                        is_open=is_open or (preview and lesson.is_free),
                        progress=progress.get(lesson.id),
                    )
                    for lesson in lessons
                    if lesson.module_id == module.id
                ],
            )
        )
    return states


def list_progress(*, student: Student, course_id: uuid.UUID) -> dict[uuid.UUID, LessonProgress]:
    """The student's progress rows of the course by lesson."""
    rows = LessonProgress.objects.filter(student=student, lesson__course_id=course_id)
    return {row.lesson_id: row for row in rows}


def find_progress(*, student: Student, lesson_id: uuid.UUID) -> LessonProgress | None:
    """None when the student never opened nor marked the lesson."""
    return LessonProgress.objects.filter(student=student, lesson_id=lesson_id).first()


def is_lesson_completed(*, student: Student, lesson_id: uuid.UUID) -> bool:
    found = find_progress(student=student, lesson_id=lesson_id)
    return found is not None and found.is_completed
