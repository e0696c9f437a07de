"""Which courses and modules a student may look at (not: whose lessons are open)."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Protocol

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course, Module
from tenant_apps.courses.selectors.content import get_module
from tenant_apps.courses.selectors.courses import get_course


class HolderCheck(Protocol):
    def __call__(self, *, user_id: uuid.UUID, course_id: uuid.UUID, now: datetime) -> bool: ...


_checks: list[HolderCheck] = []


def register_holder_check(check: HolderCheck) -> None:
    """Let the app that knows enrolments say who has a course; a course taken off the shop stays theirs."""
    if check not in _checks:
        _checks.append(check)


def get_visible_course(*, course_id: uuid.UUID, user_id: uuid.UUID, now: datetime) -> Course:
    """A course that is offered, or that this student has. Raises `NotFound`."""
    course = get_course(course_id=course_id)
    if course.is_published or any(check(user_id=user_id, course_id=course_id, now=now) for check in _checks):
        return course
    raise NotFound()


def get_visible_module(*, module_id: uuid.UUID, user_id: uuid.UUID, now: datetime) -> Module:
    """A published module of such a course, with its course. Raises `NotFound`."""
    module = get_module(module_id=module_id)
    if not module.is_published:
        raise NotFound()
    get_visible_course(course_id=module.course_id, user_id=user_id, now=now)
    return module
