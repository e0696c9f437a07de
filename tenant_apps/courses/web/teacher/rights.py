"""Staff of every role look at courses; those who may edit change them."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from shared_apps.accounts.web.actors import Actor
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Module
from tenant_apps.courses.rules import may_edit_courses
from tenant_apps.courses.selectors import get_module


class CoursePage(TeacherPage):
    """All staff look; changing needs an editor. What is not there (any more) answers 404."""

    scope = "content"

    def admits(self, actor: Actor) -> bool:
        return super().admits(actor) and (self.request.method in ("GET", "HEAD") or can_edit(actor))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


class EditorPage(CoursePage):
    """A page whose only use is changing."""

    def admits(self, actor: Actor) -> bool:
        return super().admits(actor) and can_edit(actor)


def can_edit(actor: Actor) -> bool:
    """Whether the reader's role changes courses."""
    return may_edit_courses(role=actor.staff_member.role)


def module_of(*, course_id: uuid.UUID, module_id: uuid.UUID) -> Module:
    """The module with its course. Raises `NotFound`, also for a module of another course."""
    module = get_module(module_id=module_id)
    if module.course_id != course_id:
        raise NotFound
    return module
