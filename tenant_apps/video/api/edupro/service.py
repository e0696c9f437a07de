"""4.7 how far a video is; 10.1 uploading straight to the video service."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro import EduproView, Error
from shared_apps.wire.edupro_fields import errors as error_bodies
from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.video import errors, selectors, services
from tenant_apps.video.api.edupro.words import SERVICE_AWAY
from tenant_apps.video.api.permissions import UploadsVideos
from tenant_apps.video.models import Video

TAGS = ["10 VdoCipher"]
UNTITLED = "Lesson video"
"""The document sends no body: a title is taken when there is one."""


class UploadTicketInput(serializers.Serializer):
    title = serializers.CharField(max_length=200, required=False)


class UploadTicketBody(serializers.Serializer):
    """The credentials are the fields of a multipart form; the file comes last, under the name `file`."""

    upload_url = serializers.URLField()
    upload_credentials = serializers.DictField(child=serializers.CharField(allow_blank=True))
    video_id = serializers.CharField()


class UploadTicket(EduproView):
    """10.1"""

    permission_classes = [UploadsVideos]
    phrases = {
        errors.DirectUploadMissing.code: SERVICE_AWAY,
        errors.VideoServiceUnavailable.code: SERVICE_AWAY,
        errors.VideoServiceRefused.code: Error(400, "Video service refused"),
    }

    @extend_schema(
        request=UploadTicketInput,
        responses={200: UploadTicketBody, **error_bodies(400, 401, 403, 429, 503)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = UploadTicketInput(data=request.data)
        given.is_valid(raise_exception=True)
        ticket = services.reserve_upload(
            title=given.validated_data.get("title", UNTITLED), by=request.user.pk, now=timezone.now()
        )
        return Response(
            {
                "upload_url": ticket.upload_url,
                "upload_credentials": ticket.fields,
                "video_id": ticket.external_id,
            }
        )


class VideoStateBody(serializers.Serializer):
    video_id = serializers.CharField(allow_null=True)
    processing_status = serializers.CharField(
        help_text="uploading, processing, ready, failed, or none without a video"
    )
    is_ready = serializers.BooleanField()


class VideoState(EduproView):
    """4.7"""

    permission_classes = [IsTeacher]
    scope = "content"

    @extend_schema(
        operation_id="video_state",
        responses={200: VideoStateBody, **error_bodies(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, lesson_id: uuid.UUID) -> Response:
        video = selectors.find_video(lesson=selectors.get_lesson(lesson_id=lesson_id))
        if video is not None:
            video = services.refresh_status(video=video, now=timezone.now())
        return Response(
            {
                "video_id": video.shown_id if video else None,
                "processing_status": video.state if video else selectors.NO_VIDEO,
                "is_ready": video is not None and video.state == Video.State.READY,
            }
        )
