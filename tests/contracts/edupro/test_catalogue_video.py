"""4.1 (videos) and 9.3 of the error catalogue, each row by a real situation."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tenant_apps.courses.models import Lesson
from tenant_apps.video import services
from tenant_apps.video.models import Video, VideoReservation
from tests.factories import make_module
from tests.uploads import upload, video, video_bytes

LIMIT = 100 * 1024 * 1024
PLAIN = {"title": "Slope", "description": "About slopes.", "order": 1}


@pytest.fixture
def module(in_alpha):
    return make_module()


@pytest.fixture
def create(alice, module):
    address = f"/api/modules/{module.id}/lessons/create/"

    def send(status=400, **fields):
        return alice.post(address, {**PLAIN, **fields}, status=status, format="multipart").json()

    return send


@pytest.fixture
def reserved(alice, vdocipher):
    """A place at the service that the teacher asked for."""
    told = alice.post("/api/course/create-vdocipher-upload-credentials/", {"title": "Slope"}).json()
    return SimpleNamespace(
        name=told["video_id"], upload=lambda: vdocipher.upload(told["upload_url"], told["upload_credentials"])
    )


@pytest.mark.catalogue("C4.1 lesson create: field validation, invalid video id, thumbnail")
def test_video_id_of_another_form(create):
    assert create(video_id="no id!") == {"video_id": ["Invalid video ID format."]}
    assert Lesson.objects.count() == 0


@pytest.mark.catalogue("C4.1 lesson create: video still processing / processing failed")
def test_video_that_was_not_uploaded_yet(create, reserved):
    body = {"video_id": ["Video is still being processed. Please wait."]}
    assert create(video_id=reserved.name) == body
    assert Lesson.objects.count() == 0
    reserved.upload()
    made = create(video_id=reserved.name, status=201)
    assert (made["video_id"], made["video_processing_status"]) == (reserved.name, "processing")


@pytest.mark.catalogue("C4.1 lesson create: video still processing / processing failed")
def test_video_that_never_became_ready(create, reserved, vdocipher):
    reserved.upload()
    vdocipher.video(reserved.name).word = "Queued"
    row = VideoReservation.objects.get()
    VideoReservation.objects.update(created_at=row.created_at - timedelta(hours=6, minutes=1))
    body = {"video_processing_status": ["Video processing failed. Please try again."]}
    assert create(video_id=reserved.name) == body
    assert Lesson.objects.count() == 0


@pytest.mark.catalogue("C9.3 video upload: not MP4/AVI/MOV")
@pytest.mark.parametrize(
    "file",
    [
        lambda: upload(video_bytes(), "a.mkv"),
        lambda: upload(b"<html>", "a.mp4"),
        lambda: upload(b"", "a.mp4"),
        lambda: upload(b"\0\0\0\x18ftypmp42" + b"\0" * 200, "a.mp4"),
    ],
)
def test_file_that_is_no_video(create, file):
    text = "Upload a valid video. Supported formats: MP4, AVI, MOV."
    assert create(video=file()) == {"video": [text]}
    assert Lesson.objects.count() == 0


@pytest.mark.catalogue("C9.3 video upload: over 100 MB")
def test_video_beyond_the_limit(create):
    film = video_bytes()
    body = {"video": ["Video file too large ( > 100MB )"]}
    assert create(video=upload(film + bytes(LIMIT + 1 - len(film)), "a.mp4")) == body
    assert Lesson.objects.count() == 0
    create(video=upload(film + bytes(LIMIT - len(film)), "a.mp4"), status=201)


@pytest.mark.catalogue("C9.3 video upload: processing failed")
def test_video_that_the_storage_cannot_keep(create, settings, tmp_path):
    full = tmp_path / "disk"
    full.write_bytes(b"")  # where the folder should be, nothing can be made
    settings.MEDIA_ROOT = full
    body = {
        "error": "Video processing failed",
        "detail": "An error occurred while processing the video. Please try again.",
    }
    assert create(video=video(), status=500) == body
    assert (Lesson.objects.count(), Video.objects.count()) == (0, 0)


def test_service_that_is_down_while_a_lesson_is_made(create, reserved, vdocipher):
    vdocipher.trouble("error")
    assert create(video_id=reserved.name, status=503) == {
        "error": "Service unavailable",
        "detail": "The video service does not answer. Please try again later.",
    }
    assert (Lesson.objects.count(), VideoReservation.objects.get().state) == (0, "reserved")
    assert services.provider_in_use() == "vdocipher"
