"""8.1 and 8.3: lessons as their readers see them. Writing them is in `video`."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro_v1 import EduproV1View
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.courses.selectors import get_module
from tenant_apps.enrollments import selectors
from tenant_apps.students.api.permissions import IsMember
from tenant_apps.video.api.edupro_v1 import LessonOutput, lesson_output
from tenant_apps.video.api.viewers import viewer_of
from tenant_apps.video.selectors import get_lesson, list_lessons_for_staff, list_lessons_for_students

TAGS = ["8 Lessons"]


class ModuleLessons(EduproV1View):
    """8.1: staff see all, students what is published; addresses of files only where they may open them."""

    permission_classes: list[type[BasePermission]] = [IsMember]
    scope = "content"

    @extend_schema(
        operation_id="lesson_list",
        responses={200: LessonOutput(many=True), **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, module_id: uuid.UUID) -> Response:
        if request.student is None:
            get_module(module_id=module_id)
            lessons = list_lessons_for_staff(module_id=module_id)
            return Response(
                [lesson_output(lesson, request, may_play=True, in_list=True) for lesson in lessons]
            )
        seen = selectors.get_module_for_student(
            student=request.student, module_id=module_id, now=timezone.now()
        )
        return Response(
            [
                lesson_output(lesson, request, may_play=seen.is_open or seen.previews(lesson), in_list=True)
                for lesson in list_lessons_for_students(module_id=module_id)
            ]
        )


class LessonDetail(EduproV1View):
    """8.3"""

    permission_classes: list[type[BasePermission]] = [IsMember]
    scope = "content"

    @extend_schema(
        operation_id="lesson_detail",
        responses={200: LessonOutput, **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, id: uuid.UUID) -> Response:
        if request.student is None:
            lesson = get_lesson(lesson_id=id)
        else:
            lesson = selectors.get_lesson_for_student(
                student=request.student, lesson_id=id, now=timezone.now()
            )
        return Response(lesson_output(lesson, request, may_play=True, viewer=viewer_of(request)))
