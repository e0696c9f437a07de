"""Buttons without fields: publish, hide, move, delete. Pressing one twice is harmless."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.selectors import get_course
from tenant_apps.courses.services import (
    copy_course,
    delete_course,
    delete_module,
    move_module,
    publish_course,
    unpublish_course,
    update_module,
)
from tenant_apps.courses.web.teacher.modules import place_of
from tenant_apps.courses.web.teacher.rights import EditorPage, module_of


class CourseAct(EditorPage):
    """`do`: publish, unpublish, copy, delete."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        act, now = request.POST.get("do"), timezone.now()
        if act == "delete":
            return self._delete(request, course_id)
        if act == "copy":
            return self._copy(request, course_id)
        if act == "publish":
            publish_course(course_id=course_id, now=now)
            messages.success(request, _("Published. Students find it in your school now."))
        elif act == "unpublish":
            unpublish_course(course_id=course_id, now=now)
            messages.success(request, _("Taken off the shop. Students who have it keep it."))
        else:
            raise Http404
        return HttpResponseRedirect(reverse("teacher_course", args=[course_id]))

    def _copy(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        title = _("%(title)s (copy)") % {"title": get_course(course_id=course_id).title}
        course = copy_course(course_id=course_id, title=title, now=timezone.now())
        messages.success(
            request,
            _("Here is the copy, as a draft with its videos and exams. Look at the dates of its exams."),
        )
        return HttpResponseRedirect(reverse("teacher_course_details", args=[course.id]))

    def _delete(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        try:
            title = get_course(course_id=course_id).title
            delete_course(course_id=course_id)
        except NotFound:
            pass  # the other click was faster
        else:
            messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
        return HttpResponseRedirect(reverse("teacher_courses"))


class ModuleAct(EditorPage):
    """`do`: up, down, publish, unpublish, delete."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID, module_id: uuid.UUID) -> HttpResponse:
        act = request.POST.get("do")
        if act == "delete":
            return self._delete(request, course_id, module_id)
        module = module_of(course_id=course_id, module_id=module_id)
        if act in ("up", "down"):
            move_module(module_id=module_id, up=act == "up")
        elif act in ("publish", "unpublish"):
            update_module(module_id=module_id, changes={"is_published": act == "publish"})
        else:
            raise Http404
        return HttpResponseRedirect(place_of(module))

    def _delete(self, request: HttpRequest, course_id: uuid.UUID, module_id: uuid.UUID) -> HttpResponse:
        get_course(course_id=course_id)
        try:
            title = module_of(course_id=course_id, module_id=module_id).title
            delete_module(module_id=module_id)
        except NotFound:
            pass  # the other click was faster
        else:
            messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
        return HttpResponseRedirect(reverse("teacher_course", args=[course_id]))
