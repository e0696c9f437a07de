"""Who sees students and who acts on them, and how a page is asked about some of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils import timezone

from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.acts import ActingPerson
from shared_apps.kernel.errors import NotFound
from tenant_apps.enrollments.selectors.roster import ORDERS, STATES, RosterSearch, find_students
from tenant_apps.staff.rules import STUDENTS
from tenant_apps.students.models import Student
from tenants.orm import TenantQuerySet

MANAGERS = frozenset({"owner", "instructor"})
"""Roles that act on students; an assistant looks."""
_LONGEST = 100
_MOST_IDLE_DAYS = 3650


class RosterPage(TeacherPage):
    """Who is not there (any more) answers 404."""

    scope = STUDENTS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


class ManagerPage(RosterPage):
    """A page whose only use is doing something."""

    roles = MANAGERS


def can_manage(request: HttpRequest) -> bool:
    """Whether the reader's role acts on students."""
    return request.actor.staff_member.role in MANAGERS  # type: ignore[attr-defined]  # set by the page middleware


def acting(request: HttpRequest) -> ActingPerson:
    """The reader, for what is written about who did something."""
    user = request.actor.user  # type: ignore[attr-defined]  # set by the page middleware
    return ActingPerson(id=user.pk, name=user.full_name)


def asked_search(asked: QueryDict) -> RosterSearch:
    """What the filters ask for; what makes no sense does not narrow."""
    state, guardian, order = (_text(asked, name) for name in ("state", "guardian", "order"))
    return RosterSearch(
        text=_text(asked, "q"),
        state=state if state in STATES else "",
        course_id=as_id(_text(asked, "course")),
        idle_days=_days(_text(asked, "idle")),
        guardian=guardian if guardian in ("with", "without") else "",
        tag=_text(asked, "tag"),
        order=order if order in ORDERS else "",
    )


def search_query(search: RosterSearch) -> dict[str, str]:
    """The search as an address or a form carries it."""
    given = {
        "q": search.text,
        "state": search.state,
        "course": search.course_id,
        "idle": search.idle_days,
        "guardian": search.guardian,
        "tag": search.tag,
        "order": search.order,
    }
    return {name: str(value) for name, value in given.items() if value not in ("", None)}


def chosen_students(asked: QueryDict) -> TenantQuerySet:
    """The students that were ticked, or with `all` everybody whom the filters leave."""
    if asked.get("all"):
        return find_students(search=asked_search(asked), now=timezone.now())
    ids = [key for key in map(as_id, asked.getlist("student")) if key]
    return Student.objects.filter(pk__in=ids).order_by("full_name", "id")


def choice_query(asked: QueryDict) -> str:
    """The same choice as the query of an address."""
    if asked.get("all"):
        return urlencode({"all": "1", **search_query(asked_search(asked))})
    return urlencode([("student", str(key)) for key in ids_of(asked.getlist("student"))])


def ids_of(texts: Iterable[str]) -> list[uuid.UUID]:
    """Those of the texts that are ids."""
    return [key for key in map(as_id, texts) if key]


def as_id(text: str) -> uuid.UUID | None:
    """The id that a text is, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _text(asked: QueryDict, name: str) -> str:
    return asked.get(name, "").replace("\0", "").strip()[:_LONGEST]


def _days(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) <= _MOST_IDLE_DAYS else None
