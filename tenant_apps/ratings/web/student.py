"""What students say of a course: to read for everybody, to write for who has or had it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import get_published_course
from tenant_apps.enrollments.web.student.reading import (
    LearnerPage,
    OpenPage,
    doors,
    find_reader,
    student_of,
)
from tenant_apps.ratings import selectors, services
from tenant_apps.ratings.errors import AlreadyRated, NotEnrolled
from tenant_apps.ratings.models import Rating
from tenant_apps.ratings.web.forms import RatingForm
from tenant_apps.students.models import Student

PAGE_SIZE = 10
HOMES = {"course": "school_course", "learn": "learn_course"}
"""Pages that show the reviews as a part of theirs, by the word with which they ask."""
RENAMED = {"rating": "stars"}


class CourseReviews(OpenPage):
    """A page of its own; asked for by another page (htmx) the part alone, or further rows of it."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        student = find_reader(request)
        course = _readable_course(course_id=course_id, student=student)
        is_part = request.headers.get("HX-Request") == "true"
        if is_part and request.GET.get("page"):
            response = render(request, "ratings/student/rows.html", _rows(request, course))
        else:
            template = "ratings/student/part.html" if is_part else "ratings/student/reviews.html"
            response = render(request, template, _context(request, course, student))
        patch_vary_headers(response, ["HX-Request"])
        return response


class ReviewSave(LearnerPage):
    """Rate the course, or change what was said. Sent twice it is the same."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        student, form = student_of(request), RatingForm(request.POST)
        course = _readable_course(course_id=course_id, student=student)
        refused = None
        if form.is_valid():
            try:
                _save(student, course_id, form.given())
            except NotFound:
                raise
            except NotEnrolled as refusal:
                messages.warning(request, str(refusal))
                return _back(request, course_id)
            except Refusal as refusal:
                refused = refusal
                show_refusal(form=form, refusal=refusal, rename=RENAMED)
            else:
                messages.success(request, _("Thank you. Your review is saved."))
                return _back(request, course_id)
        context = _context(request, course, student, form=form)
        return render(request, "ratings/student/reviews.html", context, status=status_of(refused))


class ReviewRemoval(LearnerPage):
    """Take the own review back. Twice is harmless."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        student = student_of(request)
        _readable_course(course_id=course_id, student=student)
        own = selectors.find_rating_of(student=student, course_id=course_id)
        if own is not None:
            services.delete_rating(student=student, rating=own)
            messages.success(request, _("Your review is removed."))
        return _back(request, course_id)


def _readable_course(*, course_id: uuid.UUID, student: Student | None) -> Course:
    if student is None:
        return get_published_course(course_id=course_id)
    return selectors.get_course_of_member(student=student, course_id=course_id)


def _save(student: Student, course_id: uuid.UUID, given: dict[str, Any]) -> None:
    own = selectors.find_rating_of(student=student, course_id=course_id)
    if own is None:
        try:
            services.rate_course(student=student, course_id=course_id, **given)
            return
        except AlreadyRated:  # the other click was faster
            own = selectors.find_rating_of(student=student, course_id=course_id)
    if own is not None:
        services.change_rating(student=student, rating=own, now=timezone.now(), **given)


def _back(request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
    """To the page that the form stood on."""
    home = HOMES.get(request.POST.get("at", ""), "course_reviews")
    return HttpResponseRedirect(f"{reverse(home, args=[course_id])}#reviews")


def _rows(request: HttpRequest, course: Course) -> dict[str, Any]:
    found = Paginator(selectors.list_ratings(course_id=course.id), PAGE_SIZE)
    return {"course": course, "page": found.get_page(request.GET.get("page"))}


def _context(
    request: HttpRequest, course: Course, student: Student | None, *, form: RatingForm | None = None
) -> dict[str, Any]:
    at = request.POST.get("at") or request.GET.get("at") or ""
    own, may_rate = None, False
    if student is not None:
        own = selectors.find_rating_of(student=student, course_id=course.id)
        may_rate = own is not None or selectors.may_rate(student=student, course_id=course.id)
    return {
        **_rows(request, course),
        "nav": "home",
        "spread": selectors.spread_of_course(course_id=course.id),
        "own": own,
        "may_rate": may_rate,
        "form": form or RatingForm(initial=_initial(own)),
        "is_open": form is not None,
        "at": at if at in HOMES else "",
        "is_visitor": getattr(request, "actor", None) is None,
        "doors": doors(way_back=reverse("course_reviews", args=[course.id])),
    }


def _initial(own: Rating | None) -> dict[str, Any]:
    return {"stars": own.stars, "comment": own.comment} if own else {}
