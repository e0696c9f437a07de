"""The school reads what its students say, answers, and hides what does not belong in public."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.courses.selectors import list_courses_for_staff
from tenant_apps.courses.web.teacher.asking import asked
from tenant_apps.ratings import rules, selectors, services
from tenant_apps.ratings.models import Rating

PAGE_SIZE = 20
STATES = {"shown": False, "hidden": True}
KEPT = ("course", "stars", "state", "page")


class _Ratings(TeacherPage):
    """What is not there (any more) answers 404."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotFound as missing:
            raise Http404 from missing


class RatingsPage(_Ratings):
    def get(self, request: HttpRequest) -> HttpResponse:
        course_id, stars, state = _course(request), _stars(request), asked(request, "state")
        found = selectors.list_ratings_for_staff(
            course_id=course_id, stars=stars, is_hidden=STATES.get(state)
        )
        if course_id is None:
            spread = selectors.spread_of_school()
        else:
            spread = selectors.spread_of_course(course_id=course_id)
        context = {
            "nav": "ratings",
            "page": _page_of(found, request),
            "spread": spread,
            "course": str(course_id or ""),
            "courses": [("", _("All courses")), *list_courses_for_staff().values_list("id", "title")],
            "stars": stars or "",
            "star_choices": [("", _("All")), *((number, _in_stars(number)) for number in range(5, 0, -1))],
            "state": state if state in STATES else "",
            "states": [("", _("All")), ("shown", _("Shown")), ("hidden", _("Hidden"))],
            "is_filtered": bool(course_id or stars or state in STATES),
            "can_moderate": rules.may_moderate(role=request.actor.staff_member.role),  # type: ignore[attr-defined]  # set by the page middleware
            "query": request.GET.urlencode(),
        }
        return render(request, "ratings/teacher/ratings.html", context)


def _page_of(found: QuerySet[Rating], request: HttpRequest) -> Page[Rating]:
    """Chosen by their keys: else all are joined with author and course before they are put in order."""
    page: Any = Paginator(found.values_list("pk", flat=True), PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = list(found.filter(pk__in=list(page.object_list)))
    return page


class RatingAct(_Ratings):
    """`do`: reply, hide, show. Twice is harmless."""

    http_method_names = ["post"]
    roles = rules.MODERATORS

    def post(self, request: HttpRequest, rating_id: uuid.UUID) -> HttpResponse:
        try:
            sentence = self._act(request, rating_id)
        except NotFound:
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, sentence)
        kept = {name: asked(request, name) for name in KEPT if asked(request, name)}
        place = reverse("teacher_ratings")
        return HttpResponseRedirect(f"{place}?{urlencode(kept)}" if kept else place)

    def _act(self, request: HttpRequest, rating_id: uuid.UUID) -> str:
        member = request.actor.staff_member  # type: ignore[attr-defined]  # set by the page middleware
        act = request.POST.get("do")
        if act == "reply":
            reply = request.POST.get("reply", "").replace("\0", "")
            rating = services.reply_to_rating(rating_id=rating_id, reply=reply, now=timezone.now())
            return _("Your reply stands under the review.") if rating.reply else _("Your reply is removed.")
        if act == "hide":
            reason = request.POST.get("reason", "").replace("\0", "")
            services.hide_rating(rating_id=rating_id, reason=reason, by=member, now=timezone.now())
            return _("Hidden: students no longer see it, and it no longer counts.")
        if act == "show":
            services.show_rating(rating_id=rating_id, by=member)
            return _("The review is public again.")
        raise Http404


def _course(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(asked(request, "course"))
    except ValueError:
        return None


def _stars(request: HttpRequest) -> int | None:
    text = asked(request, "stars")
    return int(text) if text in {"1", "2", "3", "4", "5"} else None


def _in_stars(number: int) -> str:
    return ngettext("%(n)d star", "%(n)d stars", number) % {"n": number}
