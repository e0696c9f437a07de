"""A new lesson, and one that is there, with its files."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.forms import show_refusal, status_of
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.courses.models import Lesson, Module
from tenant_apps.courses.web.teacher.going import go
from tenant_apps.courses.web.teacher.rights import EditorPage, module_of
from tenant_apps.video.selectors import find_video, get_lesson
from tenant_apps.video.services import (
    account_in_use,
    create_lesson,
    document_link,
    playback_link,
    update_lesson,
)
from tenant_apps.video.web.policy import let_upload
from tenant_apps.video.web.teacher.forms import LessonForm

RENAMED = {"duration": "video"}
"""A service's field and ours: a file that says no length is a matter of the video."""


class LessonNew(EditorPage):
    """A title is enough; the video may come with it."""

    def get(self, request: HttpRequest, course_id: uuid.UUID, module_id: uuid.UUID) -> HttpResponse:
        return _form_page(
            request, LessonForm(is_direct=is_direct()), module_of(course_id=course_id, module_id=module_id)
        )

    def post(self, request: HttpRequest, course_id: uuid.UUID, module_id: uuid.UUID) -> HttpResponse:
        module = module_of(course_id=course_id, module_id=module_id)
        form = LessonForm(request.POST, request.FILES, is_direct=is_direct())
        if not form.is_valid():
            return _form_page(request, form, module)
        try:
            lesson = create_lesson(module_id=module_id, changes=form.changes(), now=timezone.now())
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal, rename=RENAMED)
            return _form_page(request, form, module, status=status_of(refusal))
        messages.success(request, _("“%(title)s” is added.") % {"title": lesson.title})
        if "video" in request.POST:
            return go(request, reverse("teacher_lesson", args=[course_id, lesson.id]) + "#video")
        if "another" in request.POST:
            return go(request, reverse("teacher_lesson_new", args=[course_id, module_id]))
        return go(request, place_of(lesson))


class LessonEdit(EditorPage):
    def get(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        lesson = lesson_of(course_id=course_id, lesson_id=lesson_id)
        return _form_page(request, LessonForm.of(lesson, is_direct=is_direct()), lesson.module, lesson=lesson)

    def post(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        lesson = lesson_of(course_id=course_id, lesson_id=lesson_id)
        form = LessonForm(request.POST, request.FILES, is_direct=is_direct())
        if not form.is_valid():
            return _form_page(request, form, lesson.module, lesson=lesson)
        try:
            update_lesson(lesson_id=lesson_id, changes=form.changes(), now=timezone.now())
        except NotFound:
            raise
        except Refusal as refusal:
            show_refusal(form=form, refusal=refusal, rename=RENAMED)
            return _form_page(request, form, lesson.module, lesson=lesson, status=status_of(refusal))
        messages.success(request, _("Saved."))
        return go(request, reverse("teacher_lesson", args=[course_id, lesson_id]))


def lesson_of(*, course_id: uuid.UUID, lesson_id: uuid.UUID) -> Lesson:
    """The lesson with module, course and video. Raises `NotFound`, also for one of another course."""
    lesson = get_lesson(lesson_id=lesson_id)
    if lesson.course_id != course_id:
        raise NotFound
    return lesson


def is_direct() -> bool:
    """Whether videos go from the browser straight to the video service."""
    return account_in_use() is not None


def place_of(lesson: Lesson) -> str:
    """Where the lesson stands on its course's page."""
    return reverse("teacher_course", args=[lesson.course_id]) + f"#lesson-{lesson.id}"


def _form_page(
    request: HttpRequest,
    form: LessonForm,
    module: Module,
    *,
    lesson: Lesson | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    direct = is_direct()
    context = {
        "nav": "courses",
        "form": form,
        "is_direct": direct,
        "module": module,
        "course": lesson.course if lesson else module.course,
        "lesson": lesson,
        "video": find_video(lesson=lesson) if lesson else None,
        "playback": playback_link(lesson=lesson, now=now) if lesson else None,
        "document_url": document_link(lesson=lesson, now=now) if lesson else None,
        "poster": lesson.thumbnail.url if lesson and lesson.thumbnail else "",
    }
    response = render(request, "video/teacher/lesson_form.html", context, status=status)
    return let_upload(response) if direct and lesson else response
