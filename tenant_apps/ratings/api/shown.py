"""What both contracts do alike: whose ratings somebody may read, and which rating is somebody's own."""

from __future__ import annotations

import uuid
from typing import Any

from rest_framework.request import Request

from shared_apps.kernel.errors import NotFound
from shared_apps.wire.contract import ContractView, sliced
from tenant_apps.courses.selectors import find_published_course
from tenant_apps.ratings import selectors
from tenant_apps.ratings.models import Rating
from tenant_apps.students.api.permissions import IsMember
from tenants.context import active


def shown_ratings(view: ContractView, request: Request, course_id: uuid.UUID) -> list[Rating]:
    """The ratings of a course that the caller may look at, newest first. Raises `NotFound`.

    Courses on offer are everybody's to look at; others are for staff and for students who have or had them.
    """
    if active() is None:
        raise NotFound()
    course = find_published_course(course_id=course_id)
    if course is None:
        if not IsMember().has_permission(request, view):
            raise NotFound()
        course = selectors.get_course_of_member(student=request.student, course_id=course_id)
    # Each rating that comes or goes saves the course: its moment is the list's.
    view.tell_modified(course.updated_at, decides=False)
    return sliced(selectors.list_ratings(course_id=course_id), view)


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
