"""Buttons of a lesson without fields. Pressing one twice is harmless."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.selectors import get_course
from tenant_apps.courses.services import delete_lesson, move_lesson_across
from tenant_apps.courses.web.teacher.rights import EditorPage
from tenant_apps.video.services import LessonInput, update_lesson
from tenant_apps.video.web.teacher.lessons import lesson_of, place_of

CHANGES: dict[str, LessonInput] = {
    "publish": {"is_published": True},
    "unpublish": {"is_published": False},
    "remove-video": {"video": None},
    "remove-document": {"document": None},
    "remove-thumbnail": {"thumbnail": None},
}


class LessonAct(EditorPage):
    """`do`: up, down, delete, or one of `CHANGES`."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        act = request.POST.get("do", "")
        if act == "delete":
            return self._delete(request, course_id, lesson_id)
        lesson = lesson_of(course_id=course_id, lesson_id=lesson_id)
        if act in ("up", "down"):
            move_lesson_across(lesson_id=lesson_id, up=act == "up")
        elif act in CHANGES:
            update_lesson(lesson_id=lesson_id, changes=CHANGES[act], now=timezone.now())
        else:
            raise Http404
        if act.startswith("remove-"):
            messages.success(request, _("Taken away."))
            return HttpResponseRedirect(reverse("teacher_lesson", args=[course_id, lesson_id]))
        return HttpResponseRedirect(place_of(lesson))

    def _delete(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        get_course(course_id=course_id)
        try:
            title = lesson_of(course_id=course_id, lesson_id=lesson_id).title
            delete_lesson(lesson_id=lesson_id)
        except NotFound:
            pass  # the other click was faster
        else:
            messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
        return HttpResponseRedirect(reverse("teacher_course", args=[course_id]))
