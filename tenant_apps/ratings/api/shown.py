"""What both contracts do alike: whose ratings somebody may read, and which rating is somebody's own."""

from __future__ import annotations

import uuid
from typing import Any

from rest_framework.request import Request

from shared_apps.catalogue.api.edupro_v1 import shown_school
from shared_apps.catalogue.selectors import find_course
from shared_apps.kernel.errors import NotFound
from shared_apps.wire.contract import ContractView, sliced
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import find_published_course, get_published_course
from tenant_apps.ratings import selectors
from tenant_apps.ratings.models import Rating
from tenant_apps.students.api.permissions import IsMember
from tenants import context
from tenants.hosts import find_school_by_id


def shown_ratings(view: ContractView, request: Request, course_id: uuid.UUID) -> list[Rating]:
    """The ratings of a course that the caller may look at, newest first. Raises `NotFound`.

    Courses on offer are everybody's to look at, on the platform's host whichever school the caller's token
    is for; others are for staff and for students who have or had them.
    """
    course = _course_here(view, request, course_id)
    if course is not None:
        return _told(view, course)
    listed = find_course(course_id=course_id) if shown_school(request) is None else None
    school = find_school_by_id(tenant_id=listed.tenant_id) if listed else None
    if school is None:
        raise NotFound()
    with context.enter(school):
        return _told(view, get_published_course(course_id=course_id))


def _course_here(view: ContractView, request: Request, course_id: uuid.UUID) -> Course | None:
    """The course as a course of the request's school, if the caller may look at it."""
    if context.active() is None:
        return None
    course = find_published_course(course_id=course_id)
    if course is None and IsMember().has_permission(request, view):
        return selectors.find_course_of_member(student=request.student, course_id=course_id)
    return course


def _told(view: ContractView, course: Course) -> list[Rating]:
    # Each rating that comes or goes saves the course: its moment is the list's.
    view.tell_modified(course.updated_at, decides=False)
    return sliced(selectors.list_ratings(course_id=course.id), view)


def own_rating(request: Request, rating_id: uuid.UUID | int) -> Rating:
    """The caller's rating with this id or number. Raises `RatingUnknown`, `NotTheAuthor`."""
    return selectors.get_own_rating(student=request.student, rating_id=rating_id)


def given_changes(data: dict[str, Any]) -> dict[str, Any]:
    """A validated body as what the services take; a comment that is null is an empty one."""
    changes: dict[str, Any] = {}
    if "rating" in data:
        changes["stars"] = data["rating"]
    if "comment" in data:
        changes["comment"] = data["comment"] or ""
    return changes
