"""A lesson's video at the service: reserved, attached, followed, played, let go."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from fakes.vdocipher import SCHOOL_UPLOADER, SCHOOL_VIEWER
from shared_apps.kernel.errors import NotFound, TooManyAttempts
from tenant_apps.courses import services as courses
from tenant_apps.courses.models import Course
from tenant_apps.video import selectors, services, tasks
from tenant_apps.video.errors import (
    DirectUploadMissing,
    ExternalVideoFailed,
    TitleMissing,
    VideoIdInvalid,
    VideoIdTaken,
    VideoIdUnknown,
    VideoServiceUnavailable,
    VideoStillProcessing,
)
from tenant_apps.video.models import Video, VideoReservation
from tenant_apps.video.services import Viewer
from tenant_apps.video.services.playing import MOST_TICKETS
from tenants import context
from tenants.models import Tenant
from tenants.provision import drop_school
from tests.factories import make_lesson, make_module
from tests.parallel import run_parallel
from tests.uploads import SAMPLE_SECONDS, video

NOW = timezone.now()
LATER = NOW + timedelta(seconds=6)
TEACHER = uuid.uuid4()
BOB = Viewer(user_id=uuid.uuid4(), name="Bob Tester", phone="+201012345789", host="alice.edupro.test")


@pytest.fixture
def lesson(in_alpha, vdocipher):
    return make_lesson(duration_seconds=0)


def reserved(service, *, uploaded=True, seconds=0):
    ticket = services.reserve_upload(title="Slope", by=TEACHER, now=NOW)
    if uploaded:
        assert service.upload(ticket.upload_url, ticket.fields).status_code == 201
    service.fake.state.advance(seconds)
    return ticket.external_id


def attached(lesson, service, seconds=5):
    name = reserved(service, seconds=seconds)
    return services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)


class TestReserving:
    def test_place_is_remembered(self, lesson, vdocipher):
        ticket = services.reserve_upload(title="  Slope \n one ", by=TEACHER, now=NOW)
        row = VideoReservation.objects.get()
        assert (row.external_id, row.title, row.reserved_by, row.state, row.on_own_account) == (
            ticket.external_id,
            "Slope one",
            TEACHER,
            "reserved",
            False,
        )
        assert vdocipher.video(ticket.external_id).title == "Slope one"

    @pytest.mark.parametrize("title", ["", "  ", "\n"])
    def test_title_is_needed(self, lesson, title):
        with pytest.raises(TitleMissing):
            services.reserve_upload(title=title, by=TEACHER, now=NOW)

    def test_without_an_account(self, in_alpha, vdocipher_server):
        assert services.provider_in_use() == "local"
        with pytest.raises(DirectUploadMissing):
            services.reserve_upload(title="x", by=TEACHER, now=NOW)

    def test_failure_leaves_no_row(self, lesson, vdocipher):
        vdocipher.trouble("cut_after")
        with pytest.raises(VideoServiceUnavailable):
            services.reserve_upload(title="x", by=TEACHER, now=NOW)
        assert VideoReservation.objects.count() == 0

    def test_one_person_does_not_fill_the_account(self, lesson, vdocipher, monkeypatch):
        from tenant_apps.video.services import reservations

        monkeypatch.setattr(reservations, "MOST_PER_HOUR", 2)
        for _ in range(2):
            services.reserve_upload(title="x", by=TEACHER, now=NOW)
        with pytest.raises(TooManyAttempts):
            services.reserve_upload(title="x", by=TEACHER, now=NOW)
        services.reserve_upload(title="x", by=uuid.uuid4(), now=NOW)


class TestAttaching:
    def test_ready_video_with_its_length(self, lesson, vdocipher):
        made = attached(lesson, vdocipher)
        lesson.refresh_from_db()
        assert (made.provider, made.state, made.duration_seconds, made.original_name) == (
            "vdocipher",
            "ready",
            SAMPLE_SECONDS,
            "Slope",
        )
        assert lesson.duration_seconds == SAMPLE_SECONDS
        row = VideoReservation.objects.get()
        assert (row.state, row.lesson_id, row.word) == ("attached", lesson.id, "ready")

    def test_queued_video_is_processing(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        assert (made.state, made.duration_seconds) == ("processing", 0)

    def test_nothing_uploaded_yet(self, lesson, vdocipher):
        name = reserved(vdocipher, uploaded=False)
        with pytest.raises(VideoStillProcessing):
            services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)
        made = services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW, awaits_upload=True)
        assert made.state == "uploading"

    @pytest.mark.parametrize("word", ["Queued", "Encoding error", "PRE-upload"])
    def test_stuck_beyond_the_limit(self, lesson, vdocipher, word):
        name = reserved(vdocipher)
        vdocipher.video(name).word = word
        late = timezone.now() + timedelta(hours=6, minutes=1)
        with pytest.raises(ExternalVideoFailed):
            services.attach_external(lesson_id=lesson.id, external_id=name, now=late, awaits_upload=True)

    @pytest.mark.parametrize("name", ["", "a b", "../../etc", "x" * 65, "é" * 20, "short"])
    def test_id_of_another_form(self, lesson, name):
        with pytest.raises(VideoIdInvalid):
            services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)

    def test_only_what_this_school_reserved(self, lesson, beta, vdocipher):
        with context.enter(beta):
            theirs = reserved(vdocipher, seconds=5)
        for name in (theirs, "0" * 32):
            with pytest.raises(VideoIdUnknown):
                services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)
        assert vdocipher.calls("GET") == 0

    def test_video_that_the_service_lost(self, lesson, vdocipher):
        name = reserved(vdocipher)
        vdocipher.fake.state.videos.clear()
        with pytest.raises(VideoIdUnknown):
            services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)

    def test_one_video_is_one_lessons(self, lesson, vdocipher):
        name = attached(lesson, vdocipher).external_id
        other = make_lesson(lesson.module)
        with pytest.raises(VideoIdTaken):
            services.attach_external(lesson_id=other.id, external_id=name, now=NOW)
        again = services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)
        assert (again.external_id, Video.objects.count()) == (name, 1)

    def test_lesson_that_is_not_here(self, lesson, vdocipher):
        name = reserved(vdocipher)
        with pytest.raises(NotFound):
            services.attach_external(lesson_id=uuid.uuid4(), external_id=name, now=NOW)
        assert VideoReservation.objects.get().state == "reserved"

    def test_service_that_is_down_changes_nothing(self, lesson, vdocipher):
        name = reserved(vdocipher)
        vdocipher.trouble("error")
        with pytest.raises(VideoServiceUnavailable):
            services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)
        assert (Video.objects.count(), VideoReservation.objects.get().state) == (0, "reserved")

    def test_lesson_form_takes_it_keeps_it_and_lets_it_go(self, lesson, vdocipher):
        name = reserved(vdocipher, seconds=5)
        made = services.create_lesson(
            module_id=lesson.module_id, changes={"title": "New", "external_id": name}, now=NOW
        )
        assert (made.video.external_id, made.duration_seconds) == (name, SAMPLE_SECONDS)
        same = {"title": "Newer", "external_id": name}
        kept = services.update_lesson(lesson_id=made.id, changes=same, now=NOW)
        assert (kept.title, kept.video.external_id) == ("Newer", name)
        gone = services.update_lesson(lesson_id=made.id, changes={"external_id": None}, now=NOW)
        assert (selectors.shown_video_id(lesson=gone), gone.duration_seconds) == (None, 0)

    def test_uploaded_video_is_named_by_its_row(self, lesson):
        changes = {"title": "New", "video": video()}
        made = services.create_lesson(module_id=lesson.module_id, changes=changes, now=NOW)
        name = selectors.shown_video_id(lesson=made)
        assert name == str(made.video.pk)
        for said in (name, "", None):
            kept = services.update_lesson(lesson_id=made.id, changes={"external_id": said}, now=NOW)
            assert selectors.shown_video_id(lesson=kept) == name


def test_two_lessons_want_one_video_at_once(committed, alpha, vdocipher):
    with context.enter(alpha):
        module = make_module()
        lessons = [make_lesson(module) for _ in range(6)]
        name = reserved(vdocipher, seconds=5)

        calls = [
            partial(services.attach_external, lesson_id=lesson.id, external_id=name, now=NOW)
            for lesson in lessons
        ]
        results = run_parallel(calls, threads=6)
    assert sorted(type(result).__name__ for result in results) == ["Video"] + ["VideoIdTaken"] * 5
    with context.enter(alpha):
        assert Video.objects.filter(external_id=name).count() == 1


class TestFollowing:
    def test_becomes_ready_with_its_length(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        vdocipher.fake.state.advance(5)
        seen = services.refresh_status(video=made, now=LATER)
        lesson.refresh_from_db()
        assert (seen.state, seen.duration_seconds, lesson.duration_seconds) == (
            "ready",
            SAMPLE_SECONDS,
            SAMPLE_SECONDS,
        )

    def test_asked_at_most_once_in_five_seconds(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        asked = vdocipher.calls("GET")
        for seconds in (1, 2, 6, 7, 12):
            services.refresh_status(video=made, now=NOW + timedelta(seconds=seconds))
        assert vdocipher.calls("GET") - asked == 2

    def test_ready_failed_and_local_videos_are_not_asked_about(self, lesson, vdocipher):
        made = attached(lesson, vdocipher)
        asked = vdocipher.calls("GET")
        services.refresh_status(video=made, now=LATER)
        other = services.attach_video(lesson_id=make_lesson().id, upload=video(), now=NOW)
        services.refresh_status(video=other, now=LATER)
        assert vdocipher.calls("GET") == asked

    @pytest.mark.parametrize("word", ["queued", "QUEUED", "Transcoding 40%", "❓"])
    def test_any_other_word_is_processing(self, lesson, vdocipher, word):
        made = attached(lesson, vdocipher, seconds=0)
        vdocipher.video(made.external_id).word = word
        seen = services.refresh_status(video=made, now=LATER)
        assert (seen.state, services.latest_word(video=seen)) == ("processing", word)

    def test_ready_in_capitals_is_ready(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        vdocipher.video(made.external_id).word = "READY"
        assert services.refresh_status(video=made, now=LATER).state == "ready"

    def test_given_up_after_six_hours(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        vdocipher.video(made.external_id).word = "Queued"
        assert services.refresh_status(video=made, now=NOW + timedelta(hours=5)).state == "processing"
        assert services.refresh_status(video=made, now=NOW + timedelta(hours=7)).state == "failed"

    def test_service_that_is_down_leaves_it_as_it_was(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        for kind in ("error", "garbage", "nonsense", "cut"):
            vdocipher.well()
            vdocipher.trouble(kind)
            assert services.refresh_status(video=made, now=LATER).state == "processing"

    def test_video_that_was_deleted_at_the_service_failed(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        vdocipher.fake.state.videos.clear()
        seen = services.refresh_status(video=made, now=LATER)
        assert (seen.state, seen.problem) == ("failed", "gone")

    def test_news_of_a_video_that_the_lesson_has_no_more(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        services.attach_video(lesson_id=lesson.id, upload=video(), now=NOW)
        vdocipher.fake.state.advance(5)
        services.refresh_status(video=made, now=LATER)
        current = Video.objects.get()
        assert (current.provider, current.state, current.duration_seconds) == (
            "local",
            "ready",
            SAMPLE_SECONDS,
        )

    def test_job_asks_about_those_that_wait(self, lesson, vdocipher):
        attached(lesson, vdocipher, seconds=0)
        attached(make_lesson(lesson.module), vdocipher, seconds=5)
        vdocipher.fake.state.advance(5)
        assert services.refresh_waiting(now=LATER) == 1
        assert list(Video.objects.values_list("state", flat=True)) == ["ready", "ready"]
        assert tasks.refresh_waiting() == 0

    def test_new_video_is_watched(self, lesson, vdocipher, django_capture_on_commit_callbacks):
        vdocipher.fake.state.pace.queued = 0.0
        name = reserved(vdocipher)
        vdocipher.video(name).word = "Queued"
        with django_capture_on_commit_callbacks(execute=True):
            services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW - timedelta(minutes=1))
            vdocipher.video(name).word = ""
        assert Video.objects.get().state == "ready"


class TestPlaying:
    def play(self, lesson, viewer=BOB):
        return services.playback_link(
            lesson=selectors.get_lesson(lesson_id=lesson.id), now=NOW, viewer=viewer
        )

    def test_ticket_for_a_named_viewer_on_this_host(self, lesson, vdocipher):
        attached(lesson, vdocipher)
        play = self.play(lesson)
        terms = vdocipher.terms[0]
        assert terms | {"annotate": terms["annotate"][0]["text"], "userId": len(terms["userId"])} == {
            "ttl": 300,
            "annotate": "Bob Tester · •••• 789",
            "whitelisthref": "alice.edupro.test",
            "userId": 32,
        }
        assert play.otp == next(iter(vdocipher.fake.state.otps))
        assert play.url.startswith(f"{vdocipher.base}/v2/?otp=")
        assert (play.is_framed, play.expires_at) == (True, NOW + timedelta(seconds=300))

    def test_countries_of_the_course_are_the_players_too(self, lesson, vdocipher):
        attached(lesson, vdocipher)
        Course.objects.update(countries=["EG", "SA"])
        self.play(lesson)
        assert vdocipher.terms[0]["ipGeo"] == {"allow": ["EG", "SA"]}

    def test_viewer_has_one_name_per_school_and_it_tells_nothing(self, lesson, beta, vdocipher):
        attached(lesson, vdocipher)
        self.play(lesson)
        self.play(lesson)
        with context.enter(beta):
            theirs = make_lesson()
            attached(theirs, vdocipher)
            self.play(theirs)
        names = [terms["userId"] for terms in vdocipher.terms]
        assert (names[0] == names[1], names[0] == names[2]) == (True, False)
        assert BOB.user_id.hex not in names

    def test_nobody_plays_unnamed_or_early(self, lesson, vdocipher):
        made = attached(lesson, vdocipher, seconds=0)
        assert self.play(lesson) is None
        Video.objects.filter(pk=made.pk).update(state="ready")
        assert self.play(lesson, viewer=None) is None
        assert vdocipher.terms == []

    @pytest.mark.parametrize("kind", ["error", "garbage", "nonsense", "cut", "slow"])
    def test_service_in_trouble(self, lesson, vdocipher, kind):
        attached(lesson, vdocipher)
        vdocipher.trouble(kind, seconds=2)
        with pytest.raises(VideoServiceUnavailable):
            self.play(lesson)

    def test_tickets_are_not_collected(self, lesson, vdocipher, monkeypatch):
        from tenant_apps.video.services import playing

        assert MOST_TICKETS == 60
        monkeypatch.setattr(playing, "MOST_TICKETS", 2)
        attached(lesson, vdocipher)
        self.play(lesson)
        self.play(lesson)
        with pytest.raises(TooManyAttempts):
            self.play(lesson)
        assert len(vdocipher.terms) == 2

    def test_keys_that_were_taken_away(self, lesson, vdocipher, settings):
        attached(lesson, vdocipher)
        settings.VDOCIPHER_API_SECRET = ""
        with pytest.raises(VideoServiceUnavailable):
            self.play(lesson)


class TestLettingGo:
    @pytest.mark.parametrize(
        "remove",
        [
            lambda lesson: courses.delete_lesson(lesson_id=lesson.id),
            lambda lesson: courses.delete_module(module_id=lesson.module_id),
            lambda lesson: courses.delete_course(course_id=lesson.course_id),
            lambda lesson: services.remove_video(lesson_id=lesson.id, now=NOW),
            lambda lesson: services.attach_video(lesson_id=lesson.id, upload=video(), now=NOW),
        ],
    )
    def test_video_is_deleted_at_the_service_after_commit(
        self, lesson, vdocipher, remove, django_capture_on_commit_callbacks
    ):
        name = attached(lesson, vdocipher).external_id
        with django_capture_on_commit_callbacks(execute=True):
            remove(lesson)
            assert vdocipher.video(name) is not None
        assert (vdocipher.video(name), VideoReservation.objects.count()) == (None, 0)

    def test_replaced_by_another_of_the_service(self, lesson, vdocipher, django_capture_on_commit_callbacks):
        former = attached(lesson, vdocipher).external_id
        with django_capture_on_commit_callbacks(execute=True):
            current = attached(lesson, vdocipher).external_id
        assert (vdocipher.video(former), vdocipher.video(current) is not None) == (None, True)
        assert VideoReservation.objects.get().external_id == current

    def test_service_that_is_down_is_asked_again_by_the_sweep(self, lesson, vdocipher):
        name = attached(lesson, vdocipher).external_id
        services.remove_video(lesson_id=lesson.id, now=NOW)
        vdocipher.trouble("error")
        with pytest.raises(VideoServiceUnavailable):
            services.delete_released(external_ids=[name])
        assert VideoReservation.objects.get().state == "released"
        vdocipher.well()
        assert services.sweep_reservations(now=NOW) == 1
        assert (vdocipher.video(name), VideoReservation.objects.count()) == (None, 0)

    def test_released_video_is_nobodys(self, lesson, vdocipher):
        name = attached(lesson, vdocipher).external_id
        services.remove_video(lesson_id=lesson.id, now=NOW)
        with pytest.raises(VideoIdUnknown):
            services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)

    def test_places_that_no_lesson_took_are_given_back(self, lesson, vdocipher):
        taken = attached(lesson, vdocipher).external_id
        left = reserved(vdocipher, uploaded=False)
        assert services.sweep_reservations(now=timezone.now() + timedelta(hours=23)) == 0
        assert services.sweep_reservations(now=timezone.now() + timedelta(hours=25)) == 1
        assert (vdocipher.video(left), vdocipher.video(taken) is not None) == (None, True)
        assert list(VideoReservation.objects.values_list("external_id", flat=True)) == [taken]
        assert tasks.sweep_reservations() == 0

    def test_sweep_leaves_other_schools_alone(self, lesson, beta, vdocipher):
        with context.enter(beta):
            theirs = reserved(vdocipher)
        assert services.sweep_reservations(now=timezone.now() + timedelta(hours=25)) == 0
        assert vdocipher.video(theirs) is not None


def test_school_that_goes_leaves_nothing_on_the_platforms_account(committed, alpha, beta, vdocipher):
    with context.enter(alpha):
        gone = [reserved(vdocipher) for _ in range(2)]
        services.set_account(viewer_secret=SCHOOL_VIEWER, uploader_secret=SCHOOL_UPLOADER)
        own = reserved(vdocipher)
    with context.enter(beta):
        theirs = reserved(vdocipher)
    drop_school(Tenant.objects.get(pk=alpha.id), now=NOW)
    assert [vdocipher.video(name) is None for name in [*gone, own, theirs]] == [True, True, False, False]


def test_tabs_that_look_at_once_ask_once(committed, alpha, vdocipher):
    with context.enter(alpha):
        made = attached(make_lesson(), vdocipher, seconds=0)
        asked = vdocipher.calls("GET")
        vdocipher.fake.state.advance(5)
        now = timezone.now() + timedelta(minutes=1)
        calls = [partial(services.refresh_status, video=made, now=now)] * 8
        results = run_parallel(calls, threads=8)
        assert vdocipher.calls("GET") - asked == 1
        assert {result.state for result in results} <= {"processing", "ready"}
        assert Video.objects.get().state == "ready"


class TestOwnAccount:
    @pytest.fixture
    def own(self, in_alpha, vdocipher_server):
        return services.set_account(viewer_secret=SCHOOL_VIEWER, uploader_secret=f" {SCHOOL_UPLOADER} ")

    def test_school_keeps_its_videos_on_its_own_account(self, own, vdocipher_server, settings):
        assert services.provider_in_use() == "vdocipher"
        lesson = make_lesson()
        name = reserved(vdocipher_server, seconds=5)
        assert vdocipher_server.video(name).account == "school"
        assert VideoReservation.objects.get().on_own_account is True
        made = services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)
        play = services.playback_link(lesson=selectors.get_lesson(lesson_id=lesson.id), now=NOW, viewer=BOB)
        assert (made.state, play.otp != "") == ("ready", True)

    def test_video_stays_on_the_account_that_has_it(self, in_alpha, vdocipher):
        name = reserved(vdocipher, seconds=5)
        services.set_account(viewer_secret=SCHOOL_VIEWER, uploader_secret=SCHOOL_UPLOADER)
        lesson = make_lesson()
        made = services.attach_external(lesson_id=lesson.id, external_id=name, now=NOW)
        assert (vdocipher.video(name).account, made.state) == ("platform", "ready")

    def test_keys_are_kept_sealed_and_shown_by_their_ends(self, own):
        assert (own.viewer_tail, own.uploader_tail) == ("0002", "0003")
        row = type(own).objects.get()
        kept = bytes(row.viewer_secret) + bytes(row.uploader_secret)
        assert SCHOOL_VIEWER.encode() not in kept
        assert SCHOOL_UPLOADER.encode() not in kept
        assert bytes(row.viewer_secret) != bytes(row.uploader_secret)

    def test_keys_of_another_school_cannot_be_read(self, own, beta):
        with context.enter(beta):
            type(own).objects.create(
                viewer_secret=own.viewer_secret,
                viewer_tail="0002",
                uploader_secret=own.uploader_secret,
                uploader_tail="0003",
            )
            assert services.account_in_use() is None

    def test_service_is_asked_for_its_news(self, in_alpha, vdocipher_server):
        url = f"http://alice.edupro.test/hooks/vdocipher/{services.hook_secret()}/"
        keys = {"viewer_secret": SCHOOL_VIEWER, "uploader_secret": SCHOOL_UPLOADER}
        services.set_account(**keys, hook_url=url)
        (hook,) = vdocipher_server.fake.state.hooks.values()
        assert (hook.url, hook.event, hook.account) == (url, "video:ready", "school")
        vdocipher_server.trouble("error", path="/api/hooks")
        services.forget_account()
        assert services.set_account(**keys, hook_url=url).uploader_tail == "0003"

    def test_new_keys_replace_the_former(self, own, vdocipher_server):
        again = services.set_account(viewer_secret=SCHOOL_UPLOADER, uploader_secret=SCHOOL_UPLOADER)
        assert (again.pk, again.viewer_tail, type(own).objects.count()) == (own.pk, "0003", 1)
        services.forget_account()
        assert (services.find_account(), services.provider_in_use()) == (None, "local")

    @pytest.mark.parametrize("secret", ["", "short", "x" * 201, "wrong-key-of-the-school", "مفتاح" * 5])
    def test_key_that_the_service_does_not_take(self, in_alpha, vdocipher_server, secret):
        from tenant_apps.video.errors import VideoServiceRefused

        with pytest.raises(VideoServiceRefused):
            services.set_account(viewer_secret=SCHOOL_VIEWER, uploader_secret=secret)
        assert services.find_account() is None
