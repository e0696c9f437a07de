"""Lessons in `edupro_v1`: how they look, and 8.2, 8.4, 8.5. Reading them is in `enrollments`."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro_v1 import EduproV1View, absolute
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
from tenants.storage import public_url

TAGS = ["8 Lessons"]


class LessonOutput(serializers.Serializer):
    """A lesson. `otp` and `playback_info` belong to video providers with a player of their own."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    module = serializers.CharField(help_text="title of the module")
    description = serializers.CharField()
    order = serializers.IntegerField()
    is_published = serializers.BooleanField()
    is_free = serializers.BooleanField()
    duration = serializers.IntegerField(help_text="seconds")
    created_at = serializers.DateTimeField()
    video_url = serializers.URLField(allow_null=True, help_text="opens for two minutes")
    document_url = serializers.URLField(allow_null=True, help_text="opens for two minutes")
    thumbnail_url = serializers.URLField(allow_null=True)
    otp = serializers.CharField(allow_null=True)
    playback_info = serializers.CharField(allow_null=True)


def lesson_output(lesson: Lesson, request: Request, *, may_play: bool) -> dict[str, Any]:
    """The lesson for somebody who may play it, or may not. Reads `lesson.module` and `lesson.video`."""
    now = timezone.now()
    playback = services.playback_link(lesson=lesson, now=now) if may_play else None
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
        "video_url": absolute(request, playback.url if playback else None),
        "document_url": absolute(request, document),
        "thumbnail_url": absolute(request, public_url(lesson.thumbnail.name or "")),
        "otp": playback.otp if playback else None,
        "playback_info": playback.playback_info if playback else None,
    }
    return dict(LessonOutput(seen).data)


class LessonInput(serializers.Serializer):
    title = serializers.CharField(max_length=rules.MAX_TITLE)
    description = serializers.CharField(max_length=20_000, allow_blank=True, required=False)
    order = OptionalInteger()
    is_published = serializers.BooleanField(required=False)
    is_free = serializers.BooleanField(required=False)
    video = OptionalFile()
    document = OptionalFile()
    thumbnail = OptionalFile()

    def validate_order(self, order: int | None) -> int | None:
        checked(rules.check_lesson_order, order)
        return order

    def changes(self) -> services.LessonInput:
        given: services.LessonInput = {**self.validated_data}
        return given


class LessonCreate(EduproV1View):
    """8.2"""

    permission_classes = [IsCourseOwner]

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
