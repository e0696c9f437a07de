"""Section 4 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tenant_apps.courses.models import Lesson
from tenant_apps.enrollments.models import LessonProgress
from tenant_apps.video import services
from tenant_apps.video.models import VideoReservation
from tenants import context
from tests.factories import make_enrollment, make_lesson, make_module, make_student
from tests.uploads import upload

BODY = {"title": "Slope", "description": "About slopes.", "order": 1}
NO_IMAGE = "Upload a valid image. The file you uploaded was either not an image or a corrupted image."


def create_at(module):
    return f"/api/modules/{getattr(module, 'id', module)}/lessons/create/"


def status_of(lesson):
    return f"/api/lessons/{lesson.id}/status/"


@pytest.fixture
def module(in_alpha):
    return make_module()


@pytest.mark.catalogue("C4.1 lesson create: field validation, invalid video id, thumbnail")
def test_lesson_with_wrong_fields(alice, module):
    assert alice.post(create_at(module), {"order": "first"}, status=400).json() == {
        "title": ["This field is required."],
        "description": ["This field is required."],
        "order": ["A valid integer is required."],
    }
    assert alice.post(create_at(module), {**BODY, "order": 0}, status=400).json() == {
        "order": ["Order must be greater than 0."]
    }
    for video_id in ("../../etc/passwd", "x", "a" * 300, ["a"], str(uuid.uuid4())):
        assert alice.post(create_at(module), {**BODY, "video_id": video_id}, status=400).json() == {
            "video_id": ["Invalid video ID format."]
        }
    form = {**BODY, "thumbnail": upload(b"GIF89a<script>alert(1)</script>", "a.gif")}
    told = alice.post(create_at(module), form, status=400, format="multipart").json()
    assert told == {"thumbnail": [NO_IMAGE]}
    assert Lesson.objects.count() == 0


@pytest.mark.catalogue("C4.1 lesson create: module not found")
def test_lesson_of_no_module(alice, beta):
    with context.enter(beta):
        foreign = make_module()
    for module in (foreign, uuid.uuid4()):
        assert alice.post(create_at(module), BODY, status=404).json() == {
            "error": "Module not found",
            "detail": "The specified module does not exist.",
        }
    with context.enter(beta):
        assert Lesson.objects.count() == 0


@pytest.mark.catalogue("C4.1 lesson create: video still processing / processing failed")
def test_lesson_around_a_video_that_is_not_ready(alice, module, vdocipher):
    ticket = services.reserve_upload(title="Slope", by=uuid.uuid4(), now=timezone.now())
    body = {**BODY, "video_id": ticket.external_id}
    assert alice.post(create_at(module), body, status=400).json() == {
        "video_id": ["Video is still being processed. Please wait."]
    }
    vdocipher.upload(ticket.upload_url, ticket.fields)
    vdocipher.video(ticket.external_id).word = "Encoding"  # and it stays so
    long_ago = timezone.now() - timedelta(days=1)
    VideoReservation.objects.update(created_at=long_ago)
    assert alice.post(create_at(module), body, status=400).json() == {
        "video_processing_status": ["Video processing failed. Please try again."]
    }
    assert Lesson.objects.count() == 0


@pytest.mark.catalogue("C4.2 lesson progress: not enrolled")
def test_progress_without_a_place(api, alpha, module):
    stranger = api(school=alpha).sign_in(make_student().user, bearer=True)
    assert stranger.post(status_of(make_lesson(module)), {"status": "completed"}, status=403).json() == {
        "error": "Not enrolled",
        "detail": "You must be enrolled in this course to update lesson progress.",
    }
    assert LessonProgress.objects.count() == 0


@pytest.mark.catalogue("C4.2 lesson progress: invalid status")
def test_progress_of_no_such_kind(api, alpha, module):
    student = make_student()
    make_enrollment(student, module.course)
    bob = api(school=alpha).sign_in(student.user, bearer=True)
    for state in ("done", "", "COMPLETED", True):
        assert bob.post(status_of(make_lesson(module)), {"status": state}, status=400).json() == {
            "status": ["Invalid status. Must be one of: completed, in_progress, not_started"]
        }
    assert LessonProgress.objects.count() == 0
