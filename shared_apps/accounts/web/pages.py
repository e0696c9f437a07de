"""Base classes of pages: who may see them.

Nobody is led to the door of this host and comes back afterwards; somebody else sees a page that
says so (403). What is refused inside a page is the page's own business.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views import View

from shared_apps.accounts.web.actors import Actor
from shared_apps.wire.origin import SAFE_METHODS


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

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An address that only takes forms, opened by itself: after a change of language, or loaded anew."""
        refused = super().http_method_not_allowed(request, *args, **kwargs)
        if request.method != "GET":
            return refused
        response = render(request, "405.html", {"above": _page_above(request.path)}, status=405)
        response["Allow"] = refused["Allow"]
        return response

    def _to_the_door(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            told = _("You are signed out, so nothing was sent. Sign in, then send it once more.")
            messages.warning(request, told, fail_silently=True)
        page = _page_of(request)
        target = reverse(self.door) + (f"?{urlencode({'next': page})}" if page else "")
        if request.headers.get("HX-Request"):
            # A fragment must not swallow the sign-in page.
            return HttpResponse(status=401, headers={"HX-Redirect": target})
        return HttpResponseRedirect(target)


def _page_of(request: HttpRequest) -> str:
    """The page that the reader has open: this one, or the one on which the form or fragment stands.

    A POST cannot be repeated by a redirect: only what can be looked at again is come back to.
    """
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.get_full_path()
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    with suppress(ValueError):
        here = urlsplit(told)
        if here.netloc and here.netloc == request.get_host():
            return here._replace(scheme="", netloc="", fragment="").geturl()
    return ""


def _page_above(path: str) -> str:
    """The nearest address above `path` that shows something."""
    parts = path.rstrip("/").split("/")
    while len(parts) > 2:
        parts.pop()
        above = "/".join([*parts, ""])
        with suppress(Resolver404):
            if hasattr(getattr(resolve(above).func, "view_class", None), "get"):
                return above
    return "/"


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
