"""All courses, a new one, and what is said about one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import get_course, list_courses_for_staff
from tenant_apps.courses.services import create_course, update_course
from tenant_apps.courses.web.teacher.asking import asked
from tenant_apps.courses.web.teacher.forms import CourseForm
from tenant_apps.courses.web.teacher.going import go
from tenant_apps.courses.web.teacher.rights import CoursePage, EditorPage, can_edit

PAGE_SIZE = 20
STATES = ("published", "draft")
ORDERS = {
    "": ("-created_at", "id"),
    "title": ("title", "id"),
    "students": ("-total_enrollments", "-created_at", "id"),
    "rating": ("-average_rating", "-total_reviews", "-created_at", "id"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What apps above this one know of a course."""

    progress_percent: int | None = None
    """How far its students are on average; None while there are none."""
    earned: Decimal | None = None
    """None where it is not for the reader."""


class TeacherCourses(CoursePage):
    """Cards of every course, drafts included."""

    def get(self, request: HttpRequest) -> HttpResponse:
        search, state, order = asked(request, "q"), asked(request, "state"), asked(request, "order")
        found = _filtered(search=search, state=state).order_by(*ORDERS.get(order, ORDERS[""]))
        page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
        courses = list(page.object_list)
        figures = self.figures(courses=courses)
        context = {
            "nav": "courses",
            "page": page,
            "rows": [(course, figures.get(course.id, Figures())) for course in courses],
            "search": search,
            "state": state if state in STATES else "",
            "states": [("", _("All states")), ("published", _("Published")), ("draft", _("Drafts"))],
            "order": order if order in ORDERS else "",
            "orders": [
                ("", _("Newest first")),
                ("title", _("By name")),
                ("students", _("Most students first")),
                ("rating", _("Best rated first")),
            ],
            "is_filtered": bool(search or state in STATES),
            "can_edit": can_edit(request.actor),  # type: ignore[attr-defined]  # set by the page middleware
        }
        return render(request, "courses/teacher/courses.html", context)

    def figures(self, *, courses: list[Course]) -> dict[uuid.UUID, Figures]:
        """Numbers by course, from the app that mounts the page."""
        return {}


class CourseNew(EditorPage):
    """Title and price are enough; the rest can wait."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _form_page(request, CourseForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CourseForm(request.POST, request.FILES)
        if not form.is_valid():
            return _form_page(request, form)
        try:
            course = create_course(changes=form.changes(), now=timezone.now())
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _form_page(request, form, status=status_of(refusal))
        messages.success(request, _("The course is there, as a draft. Now add a module and lessons."))
        return go(request, reverse("teacher_course", args=[course.id]))


class CourseDetails(EditorPage):
    """Title, price, picture and so on of one course."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        course = get_course(course_id=course_id)
        return _form_page(request, CourseForm.of(course), course=course)

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        course = get_course(course_id=course_id)
        form = CourseForm(request.POST, request.FILES, course=course)
        if not form.is_valid():
            return _form_page(request, form, course=course)
        try:
            update_course(course_id=course_id, changes=form.changes(), now=timezone.now())
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal)
            return _form_page(request, form, course=course, status=status_of(refusal))
        messages.success(request, _("Saved."))
        return go(request, reverse("teacher_course_details", args=[course_id]))


def _filtered(*, search: str, state: str) -> QuerySet[Course]:
    courses = list_courses_for_staff()
    if search:
        courses = courses.filter(title__icontains=search)
    if state == "published":
        return courses.filter(state=Course.State.PUBLISHED)
    return courses.exclude(state=Course.State.PUBLISHED) if state == "draft" else courses


def _form_page(
    request: HttpRequest, form: CourseForm, *, course: Course | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "nav": "courses",
        "form": form,
        "course": course,
        "tab": "details",
        "thumbnail_url": course.thumbnail.url if course and course.thumbnail else "",
        "trailer_url": course.trailer_video.url if course and course.trailer_video else "",
    }
    return render(request, "courses/teacher/course_form.html", context, status=status)
