"""All courses, a new one, and what is said about one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from shared_apps.kernel.searching import words_in
from tenant_apps.courses.models import Course
from tenant_apps.courses.selectors import get_course, list_courses_for_staff
from tenant_apps.courses.services import create_course, update_course
from tenant_apps.courses.web.teacher.forms import CourseForm
from tenant_apps.courses.web.teacher.going import go
from tenant_apps.courses.web.teacher.rights import CoursePage, EditorPage, can_edit
from tenant_apps.courses.web.teacher.showing import (
    VIEW_COOKIE,
    Choice,
    Figures,
    heads,
    order_choices,
    page_of,
    read_choice,
)

YEAR = 365 * 86_400


class TeacherCourses(CoursePage):
    """Every course, drafts included, as cards or as a table that sorts by its columns."""

    def get(self, request: HttpRequest) -> HttpResponse:
        sees_income = self.sees_income()
        choice = read_choice(request, sees_income=sees_income)
        page, rows = page_of(_filtered(choice), choice, request.GET.get("page"), self.figures)
        context = {
            "nav": "courses",
            "page": page,
            "rows": rows,
            "choice": choice,
            "heads": heads(choice, sees_income=sees_income),
            "sees_income": sees_income,
            "views": [
                (choice.address(view="cards"), "layout-dashboard", _("Cards"), choice.view == "cards"),
                (choice.address(view="table"), "list", _("Table"), choice.view == "table"),
            ],
            "states": [("", _("All states")), ("published", _("Published")), ("draft", _("Drafts"))],
            "orders": order_choices(choice, sees_income=sees_income),
            "can_edit": can_edit(request.actor),  # type: ignore[attr-defined]  # set by the page middleware
        }
        answer = render(request, "courses/teacher/courses.html", context)
        if request.GET.get("view") == choice.view:
            secure = request.is_secure()
            answer.set_cookie(VIEW_COOKIE, choice.view, max_age=YEAR, samesite="Lax", secure=secure)
        return answer

    def sees_income(self) -> bool:
        """Whether the reader is told what courses earned."""
        return False

    def figures(self, course_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Figures]:
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


def _filtered(choice: Choice) -> QuerySet[Course]:
    courses = list_courses_for_staff()
    courses = courses.filter(words_in(choice.search, fields=["title"]))
    if choice.state == "published":
        return courses.filter(state=Course.State.PUBLISHED)
    return courses.exclude(state=Course.State.PUBLISHED) if choice.state == "draft" else courses


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
