"""4.1, 4.3 and 4.6 of `edupro`: lessons as their readers see them, and how far a student is."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.catalogue.api.edupro import SLICE
from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView, Error
from shared_apps.wire.edupro_fields import MessageBody, errors
from tenant_apps.courses.models import Lesson, Module
from tenant_apps.courses.selectors import get_module
from tenant_apps.enrollments import selectors, services
from tenant_apps.enrollments.api.edupro.words import ENTRY
from tenant_apps.students.api.permissions import IsMember, IsStudent
from tenant_apps.video.api.edupro_lessons import LESSON_MISSING, MODULE_MISSING, LessonOutput
from tenant_apps.video.api.edupro_v1 import lesson_output
from tenant_apps.video.api.viewers import viewer_of
from tenant_apps.video.selectors import get_lesson, list_lessons_for_staff, list_lessons_for_students

TAGS = ["4 Lessons"]
STATES = ("completed", "in_progress", "not_started")
STATE_WRONG = f"Invalid status. Must be one of: {', '.join(STATES)}"
NOT_ENROLLED = Error(403, "Not enrolled", "You must be enrolled in this course to update lesson progress.")


class CourseOfLessonOutput(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()


class ModuleOfLessonOutput(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    course = CourseOfLessonOutput()


class LessonDetailOutput(LessonOutput):
    """4.3, with what a player needs, which lists never carry: addresses that open for two minutes, and
    the ticket of the video service's own player."""

    module = serializers.SerializerMethodField()
    video_url = serializers.SerializerMethodField()
    document_url = serializers.SerializerMethodField()
    otp = serializers.SerializerMethodField()
    playback_info = serializers.SerializerMethodField()

    @extend_schema_field(ModuleOfLessonOutput)
    def get_module(self, lesson: Lesson) -> Any:
        module: Module = lesson.module
        module.course = lesson.course
        return ModuleOfLessonOutput(module).data

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_video_url(self, lesson: Lesson) -> str | None:
        return self._opened("video_url")

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_document_url(self, lesson: Lesson) -> str | None:
        return self._opened("document_url")

    def get_otp(self, lesson: Lesson) -> str | None:
        return self._opened("otp")

    def get_playback_info(self, lesson: Lesson) -> str | None:
        return self._opened("playback_info")

    def _opened(self, name: str) -> str | None:
        value: str | None = self.context["opened"][name]
        return value


class ModuleLessons(EduproView):
    """4.1: staff see all, students what is published."""

    permission_classes = [IsMember]
    scope = "content"
    missing = MODULE_MISSING

    @extend_schema(
        operation_id="lesson_list",
        parameters=SLICE,
        responses={200: LessonOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, module_id: uuid.UUID) -> Response:
        if request.student is None:
            get_module(module_id=module_id)
            lessons = list_lessons_for_staff(module_id=module_id)
        else:
            selectors.get_module_for_student(student=request.student, module_id=module_id, now=timezone.now())
            lessons = list_lessons_for_students(module_id=module_id)
        return Response(LessonOutput(sliced(lessons, self), many=True, context={"request": request}).data)


class LessonDetail(EduproView):
    """4.3: for staff, and for students to whom the lesson is open."""

    permission_classes = [IsMember]
    scope = "content"
    missing = LESSON_MISSING
    phrases = ENTRY

    @extend_schema(
        operation_id="lesson_detail",
        responses={200: LessonDetailOutput, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, lesson_id: uuid.UUID) -> Response:
        if request.student is None:
            lesson = get_lesson(lesson_id=lesson_id)
        else:
            lesson = selectors.get_lesson_for_student(
                student=request.student, lesson_id=lesson_id, now=timezone.now()
            )
        # The other contract's answer opens the player: who opens it and what is logged is one story.
        opened = lesson_output(lesson, request, may_play=True, viewer=viewer_of(request))
        return Response(LessonDetailOutput(lesson, context={"request": request, "opened": opened}).data)


class LessonStatus(EduproView):
    """4.6"""

    permission_classes = [IsStudent]
    missing = LESSON_MISSING
    phrases = {**ENTRY, "lesson_closed": NOT_ENROLLED}

    @extend_schema_serializer(component_name="LessonStatusInput")
    class Input(serializers.Serializer):
        status = serializers.ChoiceField(choices=STATES, error_messages={"invalid_choice": STATE_WRONG})

    @extend_schema(
        operation_id="lesson_status",
        request=Input,
        responses={200: MessageBody, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, lesson_id: uuid.UUID) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        state = given.validated_data["status"]
        services.mark_lesson(
            student=request.student,
            lesson_id=lesson_id,
            is_completed=state == "completed",
            is_opened=state != "not_started",
            now=timezone.now(),
        )
        return Response({"message": "Progress updated successfully"})
