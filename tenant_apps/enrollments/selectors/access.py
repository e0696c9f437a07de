"""The one answer to "may this student open that?".

A lesson is open to a student who has the course or the lesson's module, with time left, and a free
lesson of a published course to every student of the school. What is not published does not exist
for students. A course taken out of the shop stays open to those who have it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Lesson, Module
from tenant_apps.enrollments.errors import LessonClosed
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class ModuleForStudent:
    """A published module and whether its lessons are open to the student."""

    module: Module
    is_open: bool

    def previews(self, lesson: Lesson) -> bool:
        """Whether this lesson of the module is open to everybody."""
        return lesson.is_free and self.module.course.is_published


def find_live_enrollment(
    *, student: Student, course_id: uuid.UUID, now: datetime, module_id: uuid.UUID | None = None
) -> Enrollment | None:
    """The enrolment that opens the course (or, with `module_id`, at least that module), if there is one."""
    reach = Q(module=None) if module_id is None else Q(module=None) | Q(module_id=module_id)
    live = Enrollment.objects.live(now=now).filter(reach, student=student, course_id=course_id)
    return live.order_by("module_id").last()


def holds_course(*, user_id: uuid.UUID, course_id: uuid.UUID, now: datetime) -> bool:
    """Whether the person has the course, or a module of it, with time left: they see it unpublished too."""
    live = Enrollment.objects.live(now=now)
    return live.filter(student__user_id=user_id, student__is_active=True, course_id=course_id).exists()


def can_open_module(*, student: Student, module: Module, now: datetime) -> bool:
    """Whether the lessons of the module are open to the student."""
    if not (student.is_active and module.is_published):
        return False
    found = find_live_enrollment(student=student, course_id=module.course_id, module_id=module.id, now=now)
    return found is not None


def can_open_lesson(*, student: Student, lesson: Lesson, now: datetime) -> bool:
    """Whether the student may watch the lesson now. Reads `lesson.module` and `lesson.course`."""
    if not (student.is_active and lesson.is_published and lesson.module.is_published):
        return False
    if lesson.is_free and lesson.course.is_published:
        return True
    return can_open_module(student=student, module=lesson.module, now=now)


def get_visible_lesson(*, student: Student, lesson_id: uuid.UUID) -> Lesson:
    """A published lesson, open to the student or not. Raises `NotFound`."""
    lesson = (
        Lesson.objects.select_related("module", "course", "video")
        .filter(pk=lesson_id, is_published=True, module__is_published=True)
        .first()
    )
    if lesson is None or not student.is_active:
        raise NotFound()
    return lesson


def get_lesson_for_student(*, student: Student, lesson_id: uuid.UUID, now: datetime) -> Lesson:
    """A lesson that is open to the student. Raises `NotFound`, `LessonClosed`.

    What is closed can be bought; a closed lesson of a course that is not published does not exist.
    """
    lesson = get_visible_lesson(student=student, lesson_id=lesson_id)
    if not can_open_lesson(student=student, lesson=lesson, now=now):
        raise LessonClosed() if lesson.course.is_published else NotFound()
    return lesson


def get_module_for_student(*, student: Student, module_id: uuid.UUID, now: datetime) -> ModuleForStudent:
    """A published module of a published course, or one the student has. Raises `NotFound`."""
    module = Module.objects.select_related("course").filter(pk=module_id, is_published=True).first()
    if module is None or not student.is_active:
        raise NotFound()
    is_open = can_open_module(student=student, module=module, now=now)
    if not (is_open or module.course.is_published):
        raise NotFound()
    return ModuleForStudent(module=module, is_open=is_open)
