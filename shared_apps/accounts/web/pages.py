"""Base classes of pages: who may see them.

Nobody is led to the door of this host and comes back afterwards; somebody else sees a page that
says so (403). What is refused inside a page is the page's own business.
"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from shared_apps.accounts.web.actors import Actor


class PlatformPage(View):
    """A page of the platform that everybody may see; `request.actor` is an operator or None."""


class ActorPage(View):
    """Base of the pages that need somebody; subclasses say who in `admits`."""

    door: ClassVar[str]
    """Name of the address where one signs in."""

    def admits(self, actor: Actor) -> bool:
        return False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            return self._to_the_door(request)
        if not self.admits(actor):
            return render(request, "403.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    def _to_the_door(self, request: HttpRequest) -> HttpResponse:
        # A POST cannot be repeated by a redirect: only what can be looked at again is kept.
        way_back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        target = reverse(self.door) + way_back
        if request.headers.get("HX-Request"):
            # A fragment must not swallow the sign-in page.
            return HttpResponse(status=401, headers={"HX-Redirect": reverse(self.door)})
        return HttpResponseRedirect(target)


class StudentPage(ActorPage):
    """For students of this school; `request.actor.student` is there."""

    door = "student_sign_in"

    def admits(self, actor: Actor) -> bool:
        return actor.student is not None


class TeacherPage(ActorPage):
    """For those who run this school; `request.actor.staff_member` is there.

    `roles` narrows it, and `scope` to the assistants to whom the owner opened that area.
    """

    door = "teacher_sign_in"
    roles: ClassVar[frozenset[str]] = frozenset({"owner", "instructor", "assistant"})
    scope: ClassVar[str] = ""

    def admits(self, actor: Actor) -> bool:
        member = actor.staff_member
        return member is not None and member.role in self.roles and (not self.scope or member.may(self.scope))


class OperatorPage(ActorPage):
    """For operators of the platform, on its own host.

    A session without a second factor (an API's) is nobody here: it is led to the door.
    """

    door = "operator_sign_in"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is not None and not actor.is_operator:
            return self._to_the_door(request)
        return super().dispatch(request, *args, **kwargs)

    def admits(self, actor: Actor) -> bool:
        return actor.is_operator
