"""Films in encrypted pieces: made by ffmpeg, read by ffmpeg from what the pages answer."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import File
from django.utils import timezone

from tenant_apps.video import services
from tenant_apps.video.models import Video
from tests.factories import make_enrollment, make_lesson, make_student, make_user, owner_of
from tests.video.films import make_film

pytestmark = pytest.mark.needs_ffmpeg


def stored() -> list[Path]:
    return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("private/pieces/*") if path.is_file())


@pytest.fixture
def lesson(in_alpha):
    lesson = make_lesson()
    film = File(io.BytesIO(make_film()), name="film.mp4")
    services.attach_video(lesson_id=lesson.id, upload=film, now=timezone.now())
    return lesson


@pytest.fixture
def packed(lesson):
    assert services.pack_video(video_id=Video.objects.get(lesson=lesson).id) is True
    return lesson


def learner(api, school, lesson):
    student = make_student(make_user(phone="+201012345789"))
    make_enrollment(student, lesson.course)
    return api(school=school).sign_in(student.user)


def stream(lesson):
    return f"/learn/lessons/{lesson.id}/stream.m3u8"


def test_student_plays_the_decrypted_pieces(api, in_alpha, packed, tmp_path):
    client = learner(api, in_alpha, packed)
    answer = client.get(stream(packed))
    assert answer["Content-Type"] == "application/vnd.apple.mpegurl"
    assert answer["Cache-Control"] == "no-store"
    told = answer.content.decode()
    links = re.findall(r"/files/[^\s\"]+", told)
    assert len(links) == Video.objects.get(lesson=packed).hls_segments + 1
    for number, link in enumerate(links):
        name = f"{number}.{link.rpartition('.')[2]}"
        (tmp_path / name).write_bytes(b"".join(client.get(link).streaming_content))
        told = told.replace(link, name)
    (tmp_path / "list.m3u8").write_text(told)
    command = [settings.FFMPEG, "-v", "error", "-xerror", "-allowed_extensions", "ALL", "-i", "list.m3u8"]
    command += ["-map", "0:v", "-f", "framemd5", "-"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    frames = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    assert len(frames) == 130
    # The pieces alone are no film: a transport stream begins with this sign.
    assert (tmp_path / "1.ts").read_bytes()[:1] != b"G" or (tmp_path / "1.ts").read_bytes()[188:189] != b"G"


def test_key_is_open_for_two_minutes_and_pieces_for_the_film(api, in_alpha, packed):
    client = learner(api, in_alpha, packed)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        told = client.get(stream(packed)).content.decode()
        key, piece = re.findall(r"/files/[^\s\"]+", told)[:2]
        clock.shift(settings.SIGNED_LINK_LIFETIME + timedelta(seconds=1))
        client.get(key, status=404)
        client.get(piece)
        clock.shift(timedelta(minutes=10, seconds=13))
        client.get(piece, status=404)


def test_only_who_may_play_is_answered(api, in_alpha, packed):
    stranger = make_student(make_user(phone="+201012345780"))
    api(school=in_alpha).sign_in(stranger.user).get(stream(packed), status=403)
    api(school=in_alpha).get(stream(packed), status=302)
    place = f"/teach/courses/{packed.course_id}/lessons/{packed.id}/video/stream.m3u8"
    owner = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    assert owner.get(place).content.startswith(b"#EXTM3U")


def test_players_are_told_of_the_pieces(api, in_alpha, packed):
    client = learner(api, in_alpha, packed)
    told = client.post(f"/learn/lessons/{packed.id}/link/", {}, HTTP_ACCEPT="application/json").json()
    assert (told["hls_url"], told["content_type"]) == (stream(packed), "video/mp4")
    owner = api(school=in_alpha).sign_in(owner_of(in_alpha), kind="staff")
    page = owner.get(f"/teach/courses/{packed.course_id}/lessons/{packed.id}/preview/").content.decode()
    types = re.findall(r'<source src="[^"]+" type="([^"]+)"', page)
    assert types == ["application/vnd.apple.mpegurl", "video/mp4"]


def test_without_ffmpeg_the_file_plays(api, in_alpha, lesson, settings):
    settings.FFMPEG = "no-such-program"
    assert services.pack_video(video_id=Video.objects.get(lesson=lesson).id) is False
    client = learner(api, in_alpha, lesson)
    client.get(stream(lesson), status=404)
    told = client.post(f"/learn/lessons/{lesson.id}/link/", {}, HTTP_ACCEPT="application/json").json()
    assert sorted(told) == ["content_type", "is_framed", "url"]


def test_file_that_ffmpeg_cannot_read_stays_as_it_is(in_alpha):
    video = Video.objects.create(
        lesson=make_lesson(), state="ready", file=File(io.BytesIO(b"no film"), name="a.mp4")
    )
    before = stored()
    assert services.pack_video(video_id=video.id) is False
    video.refresh_from_db()
    assert (video.hls_prefix, stored()) == (None, before)


@pytest.mark.parametrize("how", ["replaced", "removed"])
def test_former_video_leaves_no_piece(in_alpha, lesson, django_capture_on_commit_callbacks, how):
    before = stored()
    services.pack_video(video_id=Video.objects.get(lesson=lesson).id)
    assert len(stored()) == len(before) + Video.objects.get(lesson=lesson).hls_segments + 2
    former = set(stored()) - set(before)
    with django_capture_on_commit_callbacks(execute=True):
        if how == "replaced":
            film = File(io.BytesIO(make_film()), name="other.mp4")
            services.attach_video(lesson_id=lesson.id, upload=film, now=timezone.now())
            row = Video.objects.get(lesson=lesson)
            assert (row.hls_prefix, row.hls_segments) == (None, None)
        else:
            services.remove_video(lesson_id=lesson.id, now=timezone.now())
    assert former & set(stored()) == set()
