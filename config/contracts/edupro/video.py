"""4.7 and 10: the state of a video, uploading straight to its keeper."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from tenant_apps.video.api import edupro as video

ROUTES: list[list[URLPattern]] = [
    route("video/check-status/<uuid:lesson_id>/", video.VideoState),
    route("course/create-vdocipher-upload-credentials/", video.UploadTicket),
]
