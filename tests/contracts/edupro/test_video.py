"""4.7 and 10.1 of the contract `edupro`."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tenant_apps.video import services
from tenant_apps.video.models import Video, VideoReservation
from tenants import context
from tests.contracts.edupro.words import NOBODY, WRONG_TYPE
from tests.factories import make_lesson, make_staff, make_student, owner_of
from tests.uploads import video

CREDENTIALS = "/api/course/create-vdocipher-upload-credentials/"
FORBIDDEN = {
    "error": "Permission denied",
    "detail": "You do not have sufficient permissions to perform this action.",
}
MISSING = {"error": "Object not found", "detail": "The requested object does not exist."}
FIELDS = {
    *("policy", "key", "x-amz-signature", "x-amz-algorithm", "x-amz-date", "x-amz-credential"),
    *("success_action_status", "success_action_redirect"),
}


def check(lesson):
    return f"/api/video/check-status/{getattr(lesson, 'id', lesson)}/"


class TestCredentials:
    @pytest.mark.parametrize(("sent", "title"), [({}, "Lesson video"), ({"title": "Slope"}, "Slope")])
    def test_answer_is_the_documents_and_good_for_an_upload(self, alice, in_alpha, vdocipher, sent, title):
        told = alice.post(CREDENTIALS, sent).json()
        assert set(told) == {"upload_url", "upload_credentials", "video_id"}
        assert set(told["upload_credentials"]) == FIELDS
        assert vdocipher.upload(told["upload_url"], told["upload_credentials"]).status_code == 201
        row = VideoReservation.objects.get()
        assert (row.external_id, row.title) == (told["video_id"], title)
        assert vdocipher.video(told["video_id"]).uploaded_at is not None

    def test_empty_title_is_refused(self, alice, vdocipher):
        body = alice.post(CREDENTIALS, {"title": " "}, status=400).json()
        assert body == {"title": ["This field may not be blank."]}

    def test_without_an_account(self, alice, vdocipher_server):
        assert alice.post(CREDENTIALS, {}, status=503).json() == {
            "error": "Service unavailable",
            "detail": "Direct upload is not set up for this school.",
        }

    @pytest.mark.parametrize("kind", ["cut", "error", "garbage", "nonsense", "slow", "limit"])
    def test_service_in_trouble(self, alice, in_alpha, vdocipher, kind):
        vdocipher.trouble(kind, seconds=2 if kind == "slow" else 0)
        answer = alice.post(CREDENTIALS, {}, status=503)
        assert answer.json() == {
            "error": "Service unavailable",
            "detail": "The video service does not answer. Please try again later.",
        }
        assert answer.headers.get("Retry-After") == ("7" if kind == "limit" else None)
        assert VideoReservation.objects.count() == 0

    def test_key_that_the_service_does_not_take(self, alice, vdocipher, settings):
        settings.VDOCIPHER_API_SECRET = "revoked-key-of-the-platform"
        assert alice.post(CREDENTIALS, {}, status=400).json() == {
            "error": "Video service refused",
            "detail": "The video service refused the request. Check the keys and the plan of its account.",
        }

    def test_who_may(self, api, alpha, beta, in_alpha, vdocipher):
        assert api(school=alpha).post(CREDENTIALS, {}, status=401).json() == NOBODY
        foreign = api(school=alpha).sign_in(owner_of(beta), kind="staff", school=beta, bearer=True)
        foreign.post(CREDENTIALS, {}, status=401)
        bob = api(school=alpha).sign_in(make_student().user, bearer=True)
        assert bob.post(CREDENTIALS, {}, status=403).json() == WRONG_TYPE
        helper = api(school=alpha).sign_in(make_staff(role="assistant").user, kind="staff", bearer=True)
        assert helper.post(CREDENTIALS, {}, status=403).json() == FORBIDDEN
        assert (VideoReservation.objects.count(), vdocipher.fake.state.videos) == (0, {})


class TestCheckStatus:
    def attached(self, service, lesson):
        ticket = services.reserve_upload(title="Slope", by=uuid.uuid4(), now=timezone.now())
        service.upload(ticket.upload_url, ticket.fields)
        services.attach_external(
            lesson_id=lesson.id,
            external_id=ticket.external_id,
            now=timezone.now() - timedelta(seconds=10),
        )
        return ticket.external_id

    def test_from_processing_to_ready(self, alice, in_alpha, vdocipher):
        lesson = make_lesson()
        name = self.attached(vdocipher, lesson)
        told = {"video_id": name, "processing_status": "processing", "is_ready": False}
        assert alice.get(check(lesson)).json() == told
        vdocipher.fake.state.advance(5)
        VideoReservation.objects.update(asked_at=None)
        told = {"video_id": name, "processing_status": "ready", "is_ready": True}
        assert alice.get(check(lesson)).json() == told

    def test_lesson_without_a_video(self, alice, in_alpha):
        told = {"video_id": None, "processing_status": "none", "is_ready": False}
        assert alice.get(check(make_lesson())).json() == told

    def test_video_in_our_own_storage(self, alice, in_alpha):
        lesson = make_lesson()
        made = services.attach_video(lesson_id=lesson.id, upload=video(), now=timezone.now())
        told = {"video_id": str(made.pk), "processing_status": "ready", "is_ready": True}
        assert alice.get(check(lesson)).json() == told

    def test_failed(self, alice, in_alpha):
        lesson = make_lesson()
        made = Video.objects.create(lesson=lesson, state="failed")
        told = {"video_id": str(made.pk), "processing_status": "failed", "is_ready": False}
        assert alice.get(check(lesson)).json() == told

    @pytest.mark.parametrize("kind", ["cut", "error", "garbage", "slow"])
    def test_service_in_trouble_leaves_it_as_it_was(self, alice, in_alpha, vdocipher, kind):
        lesson = make_lesson()
        name = self.attached(vdocipher, lesson)
        vdocipher.trouble(kind, seconds=2 if kind == "slow" else 0)
        told = {"video_id": name, "processing_status": "processing", "is_ready": False}
        assert alice.get(check(lesson)).json() == told

    def test_who_may(self, api, alpha, beta, in_alpha):
        lesson = make_lesson()
        assert api(school=alpha).get(check(lesson), status=401).json() == NOBODY
        bob = api(school=alpha).sign_in(make_student().user, bearer=True)
        assert bob.get(check(lesson), status=403).json() == WRONG_TYPE
        helper = api(school=alpha).sign_in(make_staff(role="assistant").user, kind="staff", bearer=True)
        helper.get(check(lesson))
        with context.enter(beta):
            theirs = make_lesson()
        for one in (theirs, uuid.uuid4(), "null"):
            assert helper.get(check(one), status=404).json() == MISSING
