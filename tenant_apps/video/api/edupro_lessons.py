"""Lessons in `edupro`: how they look, and 4.2, 4.4, 4.5. Reading them is in `enrollments`.

The contract knows no drafts of lessons: a new one is published.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import absolute
from shared_apps.wire.edupro import EduproView, Error
from shared_apps.wire.edupro_fields import IMAGE_WRONG, MessageBody, OptionalFile, errors
from tenant_apps.courses import rules
from tenant_apps.courses import services as courses
from tenant_apps.courses.api.permissions import EditsCourses
from tenant_apps.courses.models import Lesson
from tenant_apps.video import selectors, services
from tenant_apps.video.api.edupro import LESSON_PHRASES
from tenant_apps.video.errors import VideoIdInvalid
from tenant_apps.video.rules import EDUPRO_LIMITS
from tenants.storage import public_url

TAGS = ["4 Lessons"]
MODULE_MISSING = Error(404, "Module not found", "The specified module does not exist.")
LESSON_MISSING = Error(404, "Lesson not found", "The specified lesson does not exist.")
ORDER_WRONG = "Order must be greater than 0."
VIDEO_ID_WRONG = str(VideoIdInvalid.message)
VIDEO_WRONG = str(EDUPRO_LIMITS.video.wrong_type)
DOCUMENT_WRONG = str(EDUPRO_LIMITS.document.wrong_type)


class VideoIdField(serializers.CharField):
    """A video's name; null takes a video of the service away, an empty text says nothing."""

    def __init__(self, **options: Any) -> None:
        told = {"invalid": VIDEO_ID_WRONG, "max_length": VIDEO_ID_WRONG}
        super().__init__(
            **{
                "required": False,
                "allow_null": True,
                "max_length": 80,
                "source": "external_id",
                "error_messages": told,
                **options,
            }
        )

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)
        if isinstance(value, str) and value.strip() in ("", "null"):
            return empty
        # The framework reads an empty text of a form as null, and a form has no other.
        return empty if value is None and hasattr(dictionary, "getlist") else value


class LessonInput(serializers.Serializer):
    title = serializers.CharField(max_length=rules.MAX_TITLE)
    description = serializers.CharField(max_length=20_000)
    order = serializers.IntegerField(
        min_value=1, max_value=rules.MAX_ORDER, error_messages={"min_value": ORDER_WRONG}
    )
    video_id = VideoIdField()
    thumbnail = OptionalFile(wrong=IMAGE_WRONG)
    video = OptionalFile(wrong=VIDEO_WRONG)
    document = OptionalFile(wrong=DOCUMENT_WRONG)

    def changes(self) -> services.LessonInput:
        given: services.LessonInput = {**self.validated_data}
        return given


class LessonOutput(serializers.Serializer):
    """What every lesson shows: nothing that plays."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    description = serializers.CharField()
    order = serializers.IntegerField()
    video_id = serializers.SerializerMethodField()
    video_processing_status = serializers.SerializerMethodField(
        help_text="uploading, processing, ready, failed, or none without a video"
    )
    thumbnail = serializers.SerializerMethodField()

    def get_video_id(self, lesson: Lesson) -> str | None:
        return selectors.shown_video_id(lesson=lesson)

    def get_video_processing_status(self, lesson: Lesson) -> str:
        return selectors.processing_status(lesson=lesson)

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_thumbnail(self, lesson: Lesson) -> str | None:
        return absolute(self.context["request"], public_url(lesson.thumbnail.name or ""))


class MadeLessonOutput(LessonOutput):
    """4.2"""

    module = serializers.UUIDField(source="module_id")


class LessonCreate(EduproView):
    """4.2"""

    permission_classes = [EditsCourses]
    missing = MODULE_MISSING
    phrases = LESSON_PHRASES

    @extend_schema(
        operation_id="lesson_create",
        request=LessonInput,
        responses={201: MadeLessonOutput, **errors(400, 401, 403, 404, 500)},
        tags=TAGS,
    )
    def post(self, request: Request, module_id: uuid.UUID) -> Response:
        given = LessonInput(data=request.data)
        given.is_valid(raise_exception=True)
        lesson = services.create_lesson(
            module_id=module_id,
            changes={**given.changes(), "is_published": True},
            now=timezone.now(),
            limits=EDUPRO_LIMITS,
        )
        body = MadeLessonOutput(lesson, context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class LessonUpdate(EduproView):
    """4.4: PUT and PATCH alike change only what is given."""

    permission_classes = [EditsCourses]
    missing = LESSON_MISSING
    phrases = LESSON_PHRASES
    _changed = {200: MessageBody, **errors(400, 401, 403, 404, 500)}

    @extend_schema(
        operation_id="lesson_update", request=LessonInput(partial=True), responses=_changed, tags=TAGS
    )
    def put(self, request: Request, lesson_id: uuid.UUID) -> Response:
        return self._change(request, lesson_id)

    @extend_schema(
        operation_id="lesson_change", request=LessonInput(partial=True), responses=_changed, tags=TAGS
    )
    def patch(self, request: Request, lesson_id: uuid.UUID) -> Response:
        return self._change(request, lesson_id)

    def _change(self, request: Request, lesson_id: uuid.UUID) -> Response:
        given = LessonInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        services.update_lesson(
            lesson_id=lesson_id, changes=given.changes(), now=timezone.now(), limits=EDUPRO_LIMITS
        )
        return Response({"message": "Lesson updated successfully"})


class LessonDelete(EduproView):
    """4.5"""

    permission_classes = [EditsCourses]
    missing = LESSON_MISSING

    @extend_schema(
        operation_id="lesson_delete",
        request=None,
        responses={200: MessageBody, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, lesson_id: uuid.UUID) -> Response:
        courses.delete_lesson(lesson_id=lesson_id)
        return Response({"message": "Lesson deleted successfully"})
