"""A school that grows: each call adds rows to every list there is."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.cache import caches
from django.utils import timezone

from shared_apps.categories.selectors import find_category
from shared_apps.categories.services import create_category
from tenant_apps.courses.services import create_course
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.enrollments.services import enroll_in_course, mark_lesson
from tenant_apps.video.models import Video
from tenants import context
from tenants.context import ActiveTenant
from tests.factories import make_code, make_lesson, make_module, make_student, make_user


@dataclass
class Shelves:
    """`reader` has every course, `course` every module, `module` every lesson; all courses every student."""

    school: ActiveTenant
    reader: Any = None
    code: Any = None
    lesson: Any = None
    students: list[Any] = field(default_factory=list)
    courses: list[Any] = field(default_factory=list)
    modules: list[Any] = field(default_factory=list)
    rows: int = 0

    def add(self, count: int = 1) -> None:
        for _step in range(count):
            self.rows += 1
            self._add_one()
        # The test's transaction is never committed, which would make the lists be read anew.
        caches["default"].clear()
        caches["platform"].clear()

    def _add_one(self) -> None:
        now = timezone.now()
        category = create_category(name=f"Category {self.rows}", icon=None)
        with context.enter(self.school):
            course = self._course(category, now)
            self.courses.append(course)
            self.modules.append(make_module(self.courses[0]))
            for module in self.modules:
                while module.lessons.count() < self.rows:
                    _with_video(make_lesson(module), self.school)
            student = make_student(make_user(username=f"pupil{self.rows}"))
            self.students.append(student)
            self.reader = self.students[0]
            for person in self.students:
                for place in self.courses:
                    self._enrol(person, place, now)
            self.lesson = self.modules[0].lessons.order_by("order")[0]
            mark_lesson(student=self.reader, lesson_id=self.lesson.id, is_completed=True, now=now)
            self.code = make_code()

    def _course(self, category: Any, now: Any) -> Any:
        changes = {
            "title": f"Course {self.rows}",
            "price": Decimal("100.00"),
            "is_published": True,
            "category": find_category(number=category.number),
        }
        return create_course(changes=changes, now=now)

    def _enrol(self, person: Any, course: Any, now: Any) -> None:
        if not Enrollment.objects.filter(student=person, course=course).exists():
            code = make_code(max_uses=1).code
            enroll_in_course(student=person, course_id=course.id, code=code, now=now)


def _with_video(lesson: Any, school: ActiveTenant) -> None:
    Video.objects.create(
        lesson=lesson,
        state=Video.State.READY,
        file=f"tenants/{school.id}/private/videos/{secrets.token_hex(16)}.mp4",
        content_type="video/mp4",
        duration_seconds=600,
    )
