"""The one answer to "may this student open that?".

A lesson is open to a student who has the course or the lesson's module, with time left, and a free
lesson of a published course to every student of the school. What is not published does not exist
for students. A course taken out of the shop stays open to those who have it. Above all that stand
the course's countries, for previews too, and its plans.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.courses.rules import is_in_plan, is_open_in
from tenant_apps.enrollments.errors import LessonClosed, LessonNotInPlan, LessonNotInRegion
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.students.models import Student


@dataclass(frozen=True, slots=True)
class ModuleForStudent:
    """A published module and whether its lessons are open to the student."""

    module: Module
    is_open: bool
    may_preview: bool
    """Whether its free lessons are open to the student anyhow."""

    def previews(self, lesson: Lesson) -> bool:
        """Whether this lesson of the module is open without having it."""
        return lesson.is_free and self.may_preview


def is_in_region(*, student: Student, course: Course) -> bool:
    """Whether the course is open in the student's country."""
    return is_open_in(countries=course.countries, country_code=student.country_code)


def find_barrier(*, student: Student, course: Course) -> LessonNotInRegion | LessonNotInPlan | None:
    """Why the course's lessons are not for this student, had or not; None when they are."""
    if not is_in_region(student=student, course=course):
        return LessonNotInRegion()
    return None if is_in_plan(plans=course.plans, plan=student.plan) else LessonNotInPlan()


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


def has_learners(*, course_id: uuid.UUID, now: datetime) -> bool:
    """Whether anybody has the course, or a module of it, with time left."""
    return Enrollment.objects.live(now=now).filter(course_id=course_id).exists()


def can_open_module(*, student: Student, module: Module, now: datetime) -> bool:
    """Whether the lessons of the module are open to the student. Reads `module.course`."""
    return find_barrier(student=student, course=module.course) is None and _has(student, module, now)


def can_open_lesson(*, student: Student, lesson: Lesson, now: datetime) -> bool:
    """Whether the student may watch the lesson now. Reads `lesson.module` and `lesson.course`."""
    return _why_closed(student, lesson, now) is None


def _has(student: Student, module: Module, now: datetime) -> bool:
    """Whether the student has the module, alone or with its course, with time left."""
    if not (student.is_active and module.is_published):
        return False
    found = find_live_enrollment(student=student, course_id=module.course_id, module_id=module.id, now=now)
    return found is not None


def _why_closed(student: Student, lesson: Lesson, now: datetime) -> LessonClosed | None:
    if not (student.is_active and lesson.is_published and lesson.module.is_published):
        return LessonClosed()
    is_preview = lesson.is_free and lesson.course.is_published
    if not (is_preview or _has(student, lesson.module, now)):
        return LessonClosed()
    barrier = find_barrier(student=student, course=lesson.course)
    return None if is_preview and isinstance(barrier, LessonNotInPlan) else barrier


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
    """A lesson that is open to the student.

    What is closed can be bought; a closed lesson of a course that is not published does not exist.
    Raises `NotFound`, `LessonClosed`, and of that kind `LessonNotInRegion`, `LessonNotInPlan`.
    """
    lesson = get_visible_lesson(student=student, lesson_id=lesson_id)
    refusal = _why_closed(student, lesson, now)
    if refusal is None:
        return lesson
    if type(refusal) is LessonClosed and not lesson.course.is_published:
        raise NotFound()
    raise refusal


def get_module_for_student(*, student: Student, module_id: uuid.UUID, now: datetime) -> ModuleForStudent:
    """A published module of a published course, or one the student has. Raises `NotFound`."""
    module = Module.objects.select_related("course").filter(pk=module_id, is_published=True).first()
    if module is None or not student.is_active:
        raise NotFound()
    has = _has(student, module, now)
    if not (has or module.course.is_published):
        raise NotFound()
    is_open = has and find_barrier(student=student, course=module.course) is None
    may_preview = module.course.is_published and is_in_region(student=student, course=module.course)
    return ModuleForStudent(module=module, is_open=is_open, may_preview=may_preview)
