"""The course on one page: its parts, in order, and what is missing before students may see it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tenant_apps.courses.models import Course
from tenant_apps.courses.services import mark_of
from tenant_apps.courses.services.arranging import Arrangement
from tenant_apps.courses.web.teacher.forms import ModuleForm
from tenant_apps.courses.web.teacher.rights import CoursePage, can_edit
from tenant_apps.video.services import account_in_use
from tenant_apps.video.web.teacher.rows import Outline, outline_of


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the list before publishing."""

    title: str
    note: str
    href: str
    is_done: bool
    is_needed: bool = True


class CourseOutline(CoursePage):
    """Modules and lessons, each with its buttons."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        outline = outline_of(course_id=course_id)
        course, steps = outline.course, publish_steps(outline)
        context = {
            "nav": "courses",
            "tab": "content",
            "course": course,
            "modules": outline.modules,
            "seen": mark_of(arrangement=_arrangement(outline)),
            "is_direct": account_in_use() is not None,
            "steps": steps,
            "steps_done": sum(step.is_done for step in steps),
            "missing": [step.title for step in steps if step.is_needed and not step.is_done],
            "module_form": ModuleForm(
                course=course, initial={"is_free": course.is_free}, auto_id="new_module_%s"
            ),
            "can_edit": can_edit(request.actor),  # type: ignore[attr-defined]  # set by the page middleware
        }
        return render(request, "video/teacher/outline.html", context)


def _arrangement(outline: Outline) -> Arrangement:
    return [(row.module.id, [line.lesson.id for line in row.lessons]) for row in outline.modules]


def publish_steps(outline: Outline) -> list[Step]:
    """What a course should have before students see it; the last two are only advice."""
    course = outline.course
    details = reverse("teacher_course_details", args=[course.id])
    shown = [module for module in outline.modules if module.module.is_published]
    lessons = [row for module in shown for row in module.shown]
    return [
        Step(_("A price, or free"), "", f"{details}#id_price", course.is_free or course.price > 0),
        Step(
            _("A module that students see"),
            _("A course without modules has nothing to open."),
            "#new-module",
            bool(shown),
        ),
        Step(
            _("A lesson with a video, a file or text"),
            _("Empty lessons do not count."),
            _first_lesson_place(outline),
            any(row.state == "ready" for row in lessons),
        ),
        Step(
            _("A few words about it"),
            _("People read them before they buy."),
            f"{details}#id_description",
            bool(course.description),
            is_needed=False,
        ),
        Step(
            _("A picture"),
            _("Without one we draw a cover."),
            details,
            bool(course.thumbnail),
            is_needed=False,
        ),
    ]


def _first_lesson_place(outline: Outline) -> str:
    course: Course = outline.course
    if not outline.modules:
        return "#new-module"
    return reverse("teacher_lesson_new", args=[course.id, outline.modules[0].module.id])
