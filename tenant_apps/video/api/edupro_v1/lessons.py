"""Lessons: how they look, and 8.2, 8.4, 8.5. Reading them is in `enrollments`."""

from __future__ import annotations

import logging
import uuid
from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro_v1 import EduproV1View, Phrase, absolute
from shared_apps.wire.edupro_v1_fields import (
    DetailBody,
    OptionalFile,
    OptionalInteger,
    checked,
    refusals,
)
from tenant_apps.courses import rules
from tenant_apps.courses import services as courses
from tenant_apps.courses.api.permissions import IsCourseOwner
from tenant_apps.courses.models import Lesson
from tenant_apps.video import services
from tenant_apps.video.errors import VideoIdUnknown, VideoServiceRefused, VideoServiceUnavailable
from tenant_apps.video.services import Playback, Viewer
from tenants.storage import public_url

TAGS = ["8 Lessons"]
SERVICE_PHRASES = {VideoServiceRefused.code: Phrase(400, "video_id", listed=True)}


log = logging.getLogger(__name__)


class OptionalVideoId(serializers.CharField):
    """A video's name at the video service; null takes such a video away, an empty text says nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "allow_null": True, "max_length": 80, **options})

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)
        if isinstance(value, str) and value.strip() in ("", "null"):
            return empty
        # The framework reads an empty text of a form as null, and a form has no other.
        return empty if value is None and hasattr(dictionary, "getlist") else value


class LessonOutput(serializers.Serializer):
    """A lesson. `otp` and `playback_info` belong to the video service's own player. In lists they and
    `video_url` are null."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    module = serializers.CharField(help_text="title of the module")
    description = serializers.CharField()
    order = serializers.IntegerField()
    is_published = serializers.BooleanField()
    is_free = serializers.BooleanField()
    duration = serializers.IntegerField(help_text="seconds")
    created_at = serializers.DateTimeField()
    video_url = serializers.URLField(allow_null=True, help_text="opens for two minutes; null in lists")
    document_url = serializers.URLField(allow_null=True, help_text="opens for two minutes")
    thumbnail_url = serializers.URLField(allow_null=True)
    otp = serializers.CharField(allow_null=True)
    playback_info = serializers.CharField(allow_null=True)


def lesson_output(
    lesson: Lesson, request: Request, *, may_play: bool, in_list: bool = False, viewer: Viewer | None = None
) -> dict[str, Any]:
    """The lesson for somebody who may play it, or may not. Reads `lesson.module` and `lesson.video`.

    A list never opens a player. With a viewer a video at the video service is opened too; when the
    service does not answer, the lesson is told without it.
    """
    now = timezone.now()
    playback = _playback(lesson, viewer) if may_play and not in_list else None
    document = services.document_link(lesson=lesson, now=now) if may_play else None
    seen = {
        "id": lesson.id,
        "title": lesson.title,
        "module": lesson.module.title,
        "description": lesson.description,
        "order": lesson.order,
        "is_published": lesson.is_published,
        "is_free": lesson.is_free,
        "duration": lesson.duration_seconds,
        "created_at": lesson.created_at,
        "video_url": absolute(request, playback.url if playback and not playback.is_framed else None),
        "document_url": absolute(request, document),
        "thumbnail_url": absolute(request, public_url(lesson.thumbnail.name or "")),
        "otp": playback.otp if playback else None,
        "playback_info": playback.playback_info if playback else None,
    }
    return dict(LessonOutput(seen).data)


def _playback(lesson: Lesson, viewer: Viewer | None) -> Playback | None:
    try:
        return services.playback_link(lesson=lesson, now=timezone.now(), viewer=viewer)
    except (VideoServiceUnavailable, VideoServiceRefused, VideoIdUnknown) as refusal:
        log.warning("lesson %s is told without its video: %s", lesson.pk, refusal.code)
        return None


class LessonInput(serializers.Serializer):
    title = serializers.CharField(max_length=rules.MAX_TITLE)
    description = serializers.CharField(max_length=20_000, allow_blank=True, required=False)
    order = OptionalInteger()
    is_published = serializers.BooleanField(required=False)
    is_free = serializers.BooleanField(required=False)
    video = OptionalFile()
    document = OptionalFile()
    thumbnail = OptionalFile()
    video_id = OptionalVideoId()
    vdo_cipher_video_id = OptionalVideoId(help_text="the same as `video_id`")

    def validate_order(self, order: int | None) -> int | None:
        checked(rules.check_lesson_order, order)
        return order

    def changes(self) -> services.LessonInput:
        given: dict[str, Any] = {**self.validated_data}
        for name in ("vdo_cipher_video_id", "video_id"):
            if name in given:
                given["external_id"] = given.pop(name)
        return cast(services.LessonInput, given)


class LessonCreate(EduproV1View):
    """8.2"""

    permission_classes = [IsCourseOwner]
    phrases = SERVICE_PHRASES

    @extend_schema(
        request=LessonInput, responses={201: LessonOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def post(self, request: Request, module_id: uuid.UUID) -> Response:
        given = LessonInput(data=request.data)
        given.is_valid(raise_exception=True)
        lesson = services.create_lesson(module_id=module_id, changes=given.changes(), now=timezone.now())
        return Response(lesson_output(lesson, request, may_play=True), status=status.HTTP_201_CREATED)


class LessonUpdate(EduproV1View):
    """8.4: PUT and PATCH alike change only what is given."""

    permission_classes = [IsCourseOwner]
    phrases = SERVICE_PHRASES

    @extend_schema(
        request=LessonInput, responses={200: LessonOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def put(self, request: Request, id: uuid.UUID) -> Response:
        given = LessonInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        lesson = services.update_lesson(lesson_id=id, changes=given.changes(), now=timezone.now())
        return Response(lesson_output(lesson, request, may_play=True))

    @extend_schema(
        request=LessonInput, responses={200: LessonOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        return self.put(request, id)


class LessonDelete(EduproV1View):
    """8.5"""

    permission_classes = [IsCourseOwner]

    @extend_schema(responses={200: DetailBody, **refusals(401, 403, 404)}, tags=TAGS)
    def delete(self, request: Request, id: uuid.UUID) -> Response:
        courses.delete_lesson(lesson_id=id)
        return Response({"detail": "Lesson deleted successfully."})
