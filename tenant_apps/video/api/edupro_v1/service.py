"""8.7 how far a video is; 9 and 11 uploading straight to the video service."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro_v1 import EduproV1View, Phrase
from shared_apps.wire.edupro_v1_fields import DetailBody, refusals
from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.video import errors, services
from tenant_apps.video.api.permissions import UploadsVideos
from tenant_apps.video.models import Video
from tenant_apps.video.selectors import find_video, get_lesson

TAGS = ["9 Videos"]
FAILED = "Video processing failed. Please try uploading again."


class UploadTicketOutput(serializers.Serializer):
    """`fields` go into a multipart form before the file, which comes last under the name `file`."""

    upload_url = serializers.URLField()
    upload_id = serializers.CharField()
    vdo_cipher_video_id = serializers.CharField()
    fields = serializers.DictField(child=serializers.CharField(allow_blank=True))  # type: ignore[assignment]  # the name is the wire's


class UploadCredentialsOutput(serializers.Serializer):
    status = serializers.CharField()
    data = UploadTicketOutput()


class UploadErrorBody(serializers.Serializer):
    error = serializers.CharField()
    detail = serializers.CharField()


class UploadCredentialsInput(serializers.Serializer):
    title = serializers.CharField(max_length=200)


class UploadCredentials(EduproV1View):
    """9.1 and 11.1"""

    permission_classes = [UploadsVideos]
    phrases = {
        refusal.code: Phrase(400, "error")
        for refusal in (
            errors.TitleMissing,
            errors.DirectUploadMissing,
            errors.VideoServiceUnavailable,
            errors.VideoServiceRefused,
        )
    }

    @extend_schema(
        request=UploadCredentialsInput,
        responses={200: UploadCredentialsOutput, 400: UploadErrorBody, **refusals(401, 403, 429)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        title = title_of(request)
        ticket = services.reserve_upload(title=title, by=request.user.pk, now=timezone.now())
        data = {
            "upload_url": ticket.upload_url,
            "upload_id": ticket.external_id,
            "vdo_cipher_video_id": ticket.external_id,
            "fields": ticket.fields,
        }
        return Response({"status": "success", "data": data})


def title_of(request: Request) -> str:
    """The title that was sent; empty when there is none, which the service refuses in its own words."""
    given: Any = request.data.get("title") if hasattr(request.data, "get") else None
    return given.replace("\x00", "") if isinstance(given, str) else ""


class VideoMessage(serializers.Serializer):
    message = serializers.CharField()


class VideoFailure(VideoMessage, DetailBody):
    pass


class VideoStatus(EduproV1View):
    """8.7"""

    permission_classes = [IsTeacher]
    scope = "content"

    @extend_schema(
        operation_id="video_status",
        responses={200: VideoMessage, 400: VideoFailure, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, lesson_id: uuid.UUID) -> Response:
        video = find_video(lesson=get_lesson(lesson_id=lesson_id))
        if video is not None:
            video = services.refresh_status(video=video, now=timezone.now())
        if video is not None and video.state == Video.State.FAILED:
            return Response({"message": FAILED, "detail": FAILED}, status=status.HTTP_400_BAD_REQUEST)
        return Response({"message": _message(video)})


def _message(video: Video | None) -> str:
    if video is None or video.state == Video.State.UPLOADING:
        return "video is uploading"
    if video.state == Video.State.READY:
        return "video is ready"
    return f"Video status: {services.latest_word(video=video)}"
