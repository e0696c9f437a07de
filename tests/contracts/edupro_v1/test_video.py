"""8.7, 9.1 and 11.1 of the contract, and lessons whose video the service keeps."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import pytest
import requests
from django.utils import timezone

from tenant_apps.video import services
from tenant_apps.video.models import Video, VideoReservation
from tenants import context
from tests.contracts.edupro_v1.words import NOT_FOUND
from tests.factories import make_enrollment, make_lesson, make_module, make_staff, make_student, owner_of
from tests.uploads import SAMPLE_SECONDS, video

CREDENTIALS = "/api/v1/course/create-vdocipher-upload-credentials/"
NOT_A_TEACHER = {"detail": "You are not a Teacher."}
FAILED = "Video processing failed. Please try uploading again."
AWAY = "The video service does not answer. Please try again later."
FIELDS = {
    *("policy", "key", "x-amz-signature", "x-amz-algorithm", "x-amz-date", "x-amz-credential"),
    *("success_action_status", "success_action_redirect"),
}


def check(lesson):
    return f"/api/v1/video/check-status/{getattr(lesson, 'id', lesson)}"


@pytest.fixture
def module(in_alpha):
    return make_module()


def ask_again():
    """As if the service had been asked a while ago."""
    VideoReservation.objects.update(asked_at=timezone.now() - timedelta(seconds=10))


class TestCredentials:
    def test_answer_is_the_documents_with_the_forms_fields(self, alice, vdocipher):
        told = alice.post(CREDENTIALS, {"title": "Slope"}).json()
        data = told["data"]
        assert told == {"status": "success", "data": data}
        assert set(data) == {"upload_url", "upload_id", "vdo_cipher_video_id", "fields"}
        assert set(data["fields"]) == FIELDS
        assert data["upload_url"] == f"{vdocipher.base}/bucket"
        assert data["upload_id"] == data["vdo_cipher_video_id"]
        assert vdocipher.video(data["upload_id"]).title == "Slope"

    @pytest.mark.parametrize(
        "sent", [{}, {"title": ""}, {"title": "  "}, {"title": None}, {"title": ["x"]}, {"title": 7}, [], "x"]
    )
    def test_title_is_required(self, alice, vdocipher, sent):
        answer = alice.post(CREDENTIALS, sent, status=400).json()
        assert answer == {"error": "Title is required.", "detail": "Title is required."}
        assert vdocipher.fake.state.calls == []

    def test_long_title_is_cut(self, alice, vdocipher, in_alpha):
        alice.post(CREDENTIALS, {"title": "د" * 500})
        assert VideoReservation.objects.get().title == "د" * 200

    def test_without_an_account(self, alice, vdocipher_server):
        text = "Direct upload is not set up for this school."
        assert alice.post(CREDENTIALS, {"title": "x"}, status=400).json() == {"error": text, "detail": text}

    @pytest.mark.parametrize("kind", ["cut", "error", "garbage", "nonsense", "slow", "limit"])
    def test_service_in_trouble(self, alice, vdocipher, kind):
        vdocipher.trouble(kind, seconds=2 if kind == "slow" else 0)
        answer = alice.post(CREDENTIALS, {"title": "x"}, status=400).json()
        assert answer == {"error": AWAY, "detail": AWAY}

    def test_key_that_the_service_does_not_take(self, alice, vdocipher, settings):
        settings.VDOCIPHER_API_SECRET = "revoked-key-of-the-platform"
        text = "The video service refused the request. Check the keys and the plan of its account."
        answer = alice.post(CREDENTIALS, {"title": "x"}, status=400).json()
        assert answer == {"error": text, "detail": text}

    def test_who_may(self, api, alpha, beta, in_alpha, vdocipher):
        sent = {"title": "x"}
        api(school=alpha).post(CREDENTIALS, sent, status=401)
        foreign = api(school=alpha).sign_in(owner_of(beta), kind="staff", school=beta)
        foreign.post(CREDENTIALS, sent, status=401)
        bob = api(school=alpha).sign_in(make_student().user)
        assert bob.post(CREDENTIALS, sent, status=403).json() == NOT_A_TEACHER
        helper = api(school=alpha).sign_in(make_staff(role="assistant").user, kind="staff")
        helper.post(CREDENTIALS, sent, status=403)
        api(school=alpha).sign_in(make_staff().user, kind="staff").post(CREDENTIALS, sent)
        assert VideoReservation.objects.count() == 1


class TestLifeOfALesson:
    """Credentials, direct upload, lesson, state, playing."""

    def uploaded(self, alice, service):
        data = alice.post(CREDENTIALS, {"title": "Slope"}).json()["data"]
        assert service.upload(data["upload_url"], data["fields"]).status_code == 201
        return data["vdo_cipher_video_id"]

    def create(self, alice, module, name, key="vdo_cipher_video_id", **options):
        sent = {"title": "Slope", "is_published": True, key: name}
        return alice.post(f"/api/v1/modules/{module.id}/lessons/create/", sent, **options).json()

    @pytest.mark.parametrize("key", ["vdo_cipher_video_id", "video_id"])
    def test_from_upload_to_ready(self, alice, module, vdocipher, key):
        name = self.uploaded(alice, vdocipher)
        made = self.create(alice, module, name, key, status=201)
        assert (made["duration"], made["video_url"], made["otp"]) == (0, None, None)
        assert alice.get(check(made["id"])).json() == {"message": "Video status: Queued"}
        vdocipher.fake.state.advance(5)
        ask_again()
        assert alice.get(check(made["id"])).json() == {"message": "video is ready"}
        seen = alice.get(f"/api/v1/lessons/{made['id']}/").json()
        assert (seen["duration"], seen["video_url"]) == (SAMPLE_SECONDS, None)
        assert list(vdocipher.fake.state.otps) == [seen["otp"]]

    def test_lesson_may_be_there_before_its_upload(self, alice, module, vdocipher):
        data = alice.post(CREDENTIALS, {"title": "Slope"}).json()["data"]
        made = self.create(alice, module, data["upload_id"], status=201)
        assert alice.get(check(made["id"])).json() == {"message": "video is uploading"}

    def test_student_plays_with_a_watermark_where_the_page_is(
        self, api, alpha, alice, module, vdocipher, settings
    ):
        name = self.uploaded(alice, vdocipher)
        vdocipher.fake.state.advance(5)
        lesson = self.create(alice, module, name, status=201)["id"]
        student = make_student()
        make_enrollment(student, module.course)
        bob = api(school=alpha).sign_in(student.user)
        seen = bob.get(f"/api/v1/lessons/{lesson}/").json()
        assert seen["otp"] is not None
        bob.get(f"/api/v1/lessons/{lesson}/", HTTP_ORIGIN="https://front.example")
        platform = api().sign_in(student.user, school=alpha)
        platform.get(f"/api/v1/lessons/{lesson}/")
        assert [terms["whitelisthref"] for terms in vdocipher.terms] == [
            "alice.edupro.test",
            "front.example",
            "alice.edupro.test",
        ]
        text = f"{student.full_name} · •••• {student.phone[-3:]}"
        assert {terms["annotate"][0]["text"] for terms in vdocipher.terms} == {text}
        page = requests.get(
            f"{vdocipher.base}/v2/",
            params={"otp": seen["otp"], "playbackInfo": seen["playback_info"]},
            headers={"Referer": "http://alice.edupro.test:8000/"},
            timeout=5,
        )
        assert page.status_code == 200

    def test_lists_ask_for_no_ticket(self, alice, module, vdocipher):
        name = self.uploaded(alice, vdocipher)
        vdocipher.fake.state.advance(5)
        self.create(alice, module, name, status=201)
        (row,) = alice.get(f"/api/v1/modules/{module.id}/lessons/").json()
        assert (row["video_url"], row["otp"], row["playback_info"]) == (None, None, None)
        assert vdocipher.terms == []

    @pytest.mark.parametrize("kind", ["cut", "error", "garbage", "nonsense", "limit"])
    def test_lesson_is_told_without_its_video_when_the_service_is_in_trouble(
        self, alice, module, vdocipher, kind
    ):
        name = self.uploaded(alice, vdocipher)
        vdocipher.fake.state.advance(5)
        lesson = self.create(alice, module, name, status=201)["id"]
        vdocipher.trouble(kind)
        seen = alice.get(f"/api/v1/lessons/{lesson}/").json()
        assert (seen["otp"], seen["playback_info"], seen["duration"]) == (None, None, SAMPLE_SECONDS)
        assert alice.get(check(lesson)).json() == {"message": "video is ready"}

    def test_revoked_student_gets_no_ticket(self, api, alpha, alice, module, vdocipher):
        name = self.uploaded(alice, vdocipher)
        vdocipher.fake.state.advance(5)
        lesson = self.create(alice, module, name, status=201)["id"]
        student = make_student()
        make_enrollment(student, module.course, ends_at=timezone.now() - timedelta(seconds=1))
        api(school=alpha).sign_in(student.user).get(f"/api/v1/lessons/{lesson}/", status=403)
        assert vdocipher.terms == []

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("no id!", "Invalid video ID format."),
            ("0" * 32, "There is no such video. Upload it first."),
        ],
    )
    def test_id_is_refused(self, alice, module, vdocipher, name, text):
        assert self.create(alice, module, name, status=400) == {"video_id": [text]}
        assert module.lessons.count() == 0

    def test_ids_of_other_schools_and_lessons_are_refused(self, alice, module, beta, vdocipher):
        with context.enter(beta):
            theirs = services.reserve_upload(title="x", by=uuid.uuid4(), now=timezone.now())
        text = "There is no such video. Upload it first."
        assert self.create(alice, module, theirs.external_id, status=400) == {"video_id": [text]}
        name = self.uploaded(alice, vdocipher)
        self.create(alice, module, name, status=201)
        text = "This video belongs to another lesson."
        assert self.create(alice, module, name, status=400) == {"video_id": [text]}

    def test_empty_says_nothing_and_null_takes_it_away(self, alice, module, vdocipher):
        name = self.uploaded(alice, vdocipher)
        lesson = self.create(alice, module, name, status=201)["id"]
        update = f"/api/v1/lessons/{lesson}/update/"
        alice.patch(update, {"video_id": "", "title": "T"})
        assert Video.objects.get().external_id == name
        alice.patch(update, {"video_id": None})
        assert Video.objects.count() == 0


class TestCheckStatus:
    def test_lesson_without_a_video(self, alice, in_alpha):
        assert alice.get(check(make_lesson())).json() == {"message": "video is uploading"}

    def test_video_in_our_own_storage(self, alice, in_alpha):
        lesson = make_lesson()
        services.attach_video(lesson_id=lesson.id, upload=video(), now=timezone.now())
        assert alice.get(check(lesson)).json() == {"message": "video is ready"}
        Video.objects.update(state="processing")
        assert alice.get(check(lesson)).json() == {"message": "Video status: processing"}

    def test_failed(self, alice, in_alpha):
        lesson = make_lesson()
        Video.objects.create(lesson=lesson, state="failed")
        assert alice.get(check(lesson), status=400).json() == {"message": FAILED, "detail": FAILED}

    def test_stuck_video_fails_after_six_hours(self, alice, module, vdocipher):
        life = TestLifeOfALesson()
        name = life.uploaded(alice, vdocipher)
        lesson = life.create(alice, module, name, status=201)["id"]
        vdocipher.video(name).word = "Queued"
        VideoReservation.objects.update(
            attached_at=timezone.now() - timedelta(hours=7),
            asked_at=timezone.now() - timedelta(minutes=1),
        )
        assert alice.get(check(lesson), status=400).json() == {"message": FAILED, "detail": FAILED}

    @pytest.mark.parametrize("kind", ["cut", "error", "garbage", "slow"])
    def test_service_in_trouble_leaves_the_latest_word(self, alice, module, vdocipher, kind):
        life = TestLifeOfALesson()
        lesson = life.create(alice, module, life.uploaded(alice, vdocipher), status=201)["id"]
        ask_again()
        vdocipher.trouble(kind, seconds=2 if kind == "slow" else 0)
        assert alice.get(check(lesson)).json() == {"message": "Video status: Queued"}

    def test_who_may(self, api, alpha, beta, in_alpha):
        lesson = make_lesson()
        api(school=alpha).get(check(lesson), status=401)
        bob = api(school=alpha).sign_in(make_student().user)
        assert bob.get(check(lesson), status=403).json() == NOT_A_TEACHER
        helper = api(school=alpha).sign_in(make_staff(role="assistant").user, kind="staff")
        helper.get(check(lesson))
        with context.enter(beta):
            theirs = make_lesson()
        for one in (theirs, uuid.uuid4(), "null"):
            assert helper.get(check(one), status=404).json() == NOT_FOUND


class TestHook:
    """News from the service: unsigned, so only a hint."""

    @pytest.fixture
    def lesson(self, alice, module, vdocipher):
        life = TestLifeOfALesson()
        name = life.uploaded(alice, vdocipher)
        life.create(alice, module, name, status=201)
        ask_again()
        return name

    @pytest.fixture(autouse=True)
    def _tasks_run(self, django_capture_on_commit_callbacks):
        self.committed = django_capture_on_commit_callbacks

    def send(self, api, school, secret, body, status=204):
        sent = body if isinstance(body, str) else json.dumps(body)
        address = f"/hooks/vdocipher/{secret}/"
        with self.committed(execute=True):
            api(school=school).post(address, sent, status=status, content_type="application/json")

    def news(self, name, **payload):
        told = {"id": name, "title": "Slope", "length": 1, "status": "ready", **payload}
        return {"hookId": "h", "event": "video:ready", "time": 1, "payload": told}

    def test_true_news_makes_the_video_ready(self, api, alpha, lesson, vdocipher):
        vdocipher.fake.state.advance(5)
        self.send(api, alpha, services.hook_secret(), self.news(lesson))
        row = Video.objects.get()
        assert (row.state, row.duration_seconds) == ("ready", SAMPLE_SECONDS)

    def test_forged_news_changes_nothing(self, api, alpha, lesson):
        self.send(api, alpha, services.hook_secret(), self.news(lesson, length=9999))
        row = Video.objects.get()
        assert (row.state, row.duration_seconds) == ("processing", 0)

    @pytest.mark.parametrize("body", ["", "[]", "{", "7", '{"payload": []}', '{"payload": {"id": ["x"]}}'])
    def test_nonsense_is_taken_quietly(self, api, alpha, lesson, vdocipher, body):
        asked = vdocipher.calls("GET")
        self.send(api, alpha, services.hook_secret(), body)
        self.send(api, alpha, services.hook_secret(), self.news("0" * 32))
        assert vdocipher.calls("GET") == asked

    def test_wrong_secret_does_not_exist(self, api, alpha, beta, lesson, vdocipher):
        with context.enter(beta):
            theirs = services.hook_secret()
        assert (len(theirs), theirs == services.hook_secret()) == (32, False)
        for secret in (theirs, "x", services.hook_secret()[:-1], "é"):
            self.send(api, alpha, secret, self.news(lesson), status=404)
        api(school=alpha).get(f"/hooks/vdocipher/{services.hook_secret()}/", status=405)

    def test_service_that_is_down_after_its_news(self, api, alpha, lesson, vdocipher):
        vdocipher.trouble("error")
        self.send(api, alpha, services.hook_secret(), self.news(lesson))
        assert Video.objects.get().state == "processing"
