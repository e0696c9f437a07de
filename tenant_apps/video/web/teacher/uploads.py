"""Several videos at once: each becomes a lesson of its module."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenant_apps.courses.web.teacher.rights import EditorPage, module_of
from tenant_apps.video.web.policy import let_upload
from tenant_apps.video.web.teacher.lessons import is_direct


class ModuleVideos(EditorPage):
    """The files are chosen together and go up one after the other."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, course_id: uuid.UUID, module_id: uuid.UUID) -> HttpResponse:
        module = module_of(course_id=course_id, module_id=module_id)
        direct = is_direct()
        context = {"nav": "courses", "course": module.course, "module": module, "is_direct": direct}
        response = render(request, "video/teacher/uploads.html", context)
        return let_upload(response) if direct else response
