"""What can be enrolled in."""

from __future__ import annotations

import uuid
from datetime import datetime

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course, Module
from tenant_apps.enrollments.errors import (
    CourseNotPublished,
    ModuleNotPublished,
    ModuleNotSoldAlone,
    NotAStudentHere,
)
from tenant_apps.enrollments.selectors.access import find_live_enrollment
from tenant_apps.students.models import Student


def get_course_to_enroll(*, course_id: uuid.UUID) -> Course:
    """A published course of this school.

    Raises `CourseNotPublished`; `NotAStudentHere` for a course that another school offers in public,
    `NotFound` for everything else.
    """
    course = Course.objects.filter(pk=course_id).first()
    if course is None:
        if CatalogueCourse.objects.filter(pk=course_id).exists():
            raise NotAStudentHere()
        raise NotFound()
    if not course.is_published:
        raise CourseNotPublished()
    return course


def get_module_to_enroll(*, module_id: uuid.UUID) -> Module:
    """A published module of a published course that sells its modules alone, with its course.

    Raises `NotFound`, `ModuleNotPublished`, `ModuleNotSoldAlone`.
    """
    module = Module.objects.select_related("course").filter(pk=module_id).first()
    if module is None:
        raise NotFound()
    if not (module.is_published and module.course.is_published):
        raise ModuleNotPublished()
    if not module.course.sells_modules_alone:
        raise ModuleNotSoldAlone()
    return module


def get_module_offered(*, module_id: uuid.UUID, student: Student, now: datetime) -> Module:
    """A published module, with its course, that is published too or the student's. Raises `NotFound`."""
    module = Module.objects.select_related("course").filter(pk=module_id, is_published=True).first()
    if module is None:
        raise NotFound()
    has = find_live_enrollment(student=student, course_id=module.course_id, module_id=module_id, now=now)
    if not (module.course.is_published or has):
        raise NotFound()
    return module
