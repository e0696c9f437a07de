"""Courses of the active school."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Course


def list_courses_for_staff() -> QuerySet[Course]:
    """Every course, drafts included, newest first."""
    return Course.objects.order_by("-created_at", "id")


def list_published_courses() -> QuerySet[Course]:
    """What the school offers, newest first."""
    return Course.objects.filter(state=Course.State.PUBLISHED).order_by("-created_at", "id")


def count_published_courses() -> int:
    return Course.objects.filter(state=Course.State.PUBLISHED).count()


def get_course(*, course_id: uuid.UUID) -> Course:
    """A course in any state. Raises `NotFound`."""
    course = Course.objects.filter(pk=course_id).first()
    if course is None:
        raise NotFound()
    return course


def find_published_course(*, course_id: uuid.UUID) -> Course | None:
    """A course that the school offers now."""
    return list_published_courses().filter(pk=course_id).first()


def get_published_course(*, course_id: uuid.UUID) -> Course:
    """A course that the school offers now. Raises `NotFound`."""
    course = find_published_course(course_id=course_id)
    if course is None:
        raise NotFound()
    return course
