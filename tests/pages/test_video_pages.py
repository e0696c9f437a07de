"""Videos at the video service on pages: uploading, handing over, state, player, the account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fakes.vdocipher import SCHOOL_UPLOADER, SCHOOL_VIEWER
from tenant_apps.courses.models import Lesson
from tenant_apps.students.models import Student
from tenant_apps.video import services
from tenant_apps.video.models import Video, VideoAccount, VideoReservation
from tenants.context import ActiveTenant
from tests.client import Api, ApiMaker
from tests.factories import (
    make_enrollment,
    make_lesson,
    make_module,
    make_staff,
    make_student,
    make_user,
)

SILENT = {
    "detail": "The video service does not answer. Please try again later.",
    "code": "video_service_unavailable",
}
ACCOUNT = "/teach/settings/video/"


def place(lesson: Lesson, rest: str = "") -> str:
    return f"/teach/courses/{lesson.course_id}/lessons/{lesson.id}/{rest}"


def send(client: Api, path: str, data: dict[str, Any] | None = None, *, status: int = 200) -> Any:
    return client.post(path, data or {}, status=status, format="multipart", HTTP_ACCEPT="application/json")


def uploaded(client: Api, service: Any, lesson: Lesson) -> str:
    """What the page's script does until the bytes are there."""
    told = send(client, place(lesson, "video/place/")).json()
    assert service.upload(told["url"], told["fields"]).status_code == 201
    return told["video_id"]


def ready(client: Api, service: Any, lesson: Lesson) -> Video:
    name = uploaded(client, service, lesson)
    service.fake.state.advance(5)
    assert send(client, place(lesson, "video/"), {"video_id": name}).json() == {"state": "ready"}
    return Video.objects.get(lesson=lesson)


def learner(api: ApiMaker, school: ActiveTenant, lesson: Lesson) -> tuple[Student, Api]:
    user = make_user(phone="+201012345789")
    student = make_student(user, full_name="Bob Tester")
    make_enrollment(student, lesson.course)
    return student, api(school=school).sign_in(student.user)


def policy(response: Any, name: str) -> str:
    """One directive of the content policy; empty without it."""
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return next((rest for word, _space, rest in parts if word == name), "")


def test_upload_goes_to_the_service_and_the_lesson_takes_it(teacher: Api, vdocipher: Any) -> None:
    lesson = make_lesson(title="Slope", duration_seconds=0)
    name = uploaded(teacher, vdocipher, lesson)
    assert VideoReservation.objects.get().title == "Slope"
    told = send(teacher, place(lesson, "video/"), {"video_id": name})
    assert (told.json(), told["Cache-Control"]) == ({"state": "processing"}, "no-store")
    vdocipher.fake.state.advance(5)
    VideoReservation.objects.update(asked_at=timezone.now() - timedelta(seconds=6))
    assert teacher.get(place(lesson, "video/")).json() == {"state": "ready"}
    lesson.refresh_from_db()
    assert lesson.duration_seconds == 16


def test_lesson_keeps_its_video_until_the_next_is_there(teacher: Api, vdocipher: Any) -> None:
    lesson = make_lesson()
    first = ready(teacher, vdocipher, lesson)
    send(teacher, place(lesson, "video/place/"))
    assert Video.objects.get().external_id == first.external_id


def test_trouble_of_the_service_is_told_and_nothing_is_lost(teacher: Api, vdocipher: Any) -> None:
    lesson = make_lesson()
    name = uploaded(teacher, vdocipher, lesson)
    for kind in ("cut", "garbage", "nonsense", "error"):
        vdocipher.trouble(kind)
        assert send(teacher, place(lesson, "video/place/"), status=503).json() == SILENT
        assert send(teacher, place(lesson, "video/"), {"video_id": name}, status=503).json() == SILENT
        vdocipher.well()
    assert Video.objects.count() == 0
    assert Lesson.objects.count() == 1


def test_uploader_refuses_in_json(api: ApiMaker, in_alpha: ActiveTenant, teacher: Api) -> None:
    lesson = make_lesson()
    assert send(api(school=in_alpha), place(lesson, "video/"), status=401).json() == {
        "detail": "Not signed in."
    }
    other = make_lesson()
    path = f"/teach/courses/{other.course_id}/lessons/{lesson.id}/video/"
    assert teacher.get(path, status=404).json() == {"detail": "Not found."}
    told = send(teacher, place(lesson, "video/"), {"video_id": "../x"}, status=400).json()
    assert told == {"detail": "Invalid video ID format.", "code": "video_id_invalid"}
    for member, status in ((make_staff("assistant"), 403), (make_staff("instructor"), 200)):
        client = api(school=in_alpha).sign_in(member.user, kind="staff")
        client.get(place(lesson, "video/"), status=status)


def test_files_become_lessons_of_their_module(teacher: Api, vdocipher: Any) -> None:
    module = make_module()
    path = f"/teach/courses/{module.course_id}/modules/{module.id}/videos/"
    assert "Each becomes a lesson with the name of its file." in teacher.get(path).content.decode()
    told = send(teacher, f"{path}new/", {"title": "Week 1", "is_published": "on"}, status=201).json()
    lesson = Lesson.objects.get()
    assert (lesson.title, lesson.is_published) == ("Week 1", True)
    assert told == {
        "place": place(lesson, "video/place/"),
        "video": place(lesson, "video/"),
        "page": place(lesson),
    }
    told = send(teacher, f"{path}new/", {"title": " "}, status=400).json()
    assert told["code"] == "title_empty"
    assert Lesson.objects.count() == 1


def test_only_pages_that_upload_may_talk_to_the_service(teacher: Api, vdocipher: Any, settings: Any) -> None:
    settings.VDOCIPHER_UPLOAD_ORIGINS = ["https://bucket.example"]
    lesson = make_lesson()
    page = teacher.get(place(lesson))
    assert policy(page, "connect-src") == "'self' https://bucket.example"
    assert "<video-uploader" in page.content.decode()
    assert 'name="video"' not in page.content.decode()
    assert policy(teacher.get(place(lesson, "preview/")), "connect-src") == "'self'"
    settings.VDOCIPHER_API_SECRET = ""
    page = teacher.get(place(lesson))
    assert policy(page, "connect-src") == "'self'"
    assert 'name="video"' in page.content.decode()
    several = teacher.get(f"/teach/courses/{lesson.course_id}/modules/{lesson.module_id}/videos/")
    assert policy(several, "connect-src") == "'self'"


def test_new_lesson_leads_on_to_its_video(teacher: Api, vdocipher: Any) -> None:
    module = make_module()
    path = f"/teach/courses/{module.course_id}/modules/{module.id}/lessons/new/"
    answer = teacher.post(path, {"title": "Slope", "video": "1"}, status=302, format="multipart")
    assert answer["Location"] == place(Lesson.objects.get()) + "#video"


def test_student_plays_in_a_frame_with_the_own_name(
    api: ApiMaker, in_alpha: ActiveTenant, teacher: Api, vdocipher: Any
) -> None:
    lesson = make_lesson()
    ready(teacher, vdocipher, lesson)
    _student, client = learner(api, in_alpha, lesson)
    page = client.get(f"/learn/lessons/{lesson.id}/")
    assert policy(page, "frame-src") == vdocipher.base
    assert f'data-framed data-player-origin="{vdocipher.base}"' in page.content.decode()
    assert vdocipher.terms == []  # a ticket is made when the player opens
    told = send(client, f"/learn/lessons/{lesson.id}/link/").json()
    assert told["is_framed"] is True
    assert told["url"].startswith(f"{vdocipher.base}/v2/?otp=")
    terms = vdocipher.terms[0]
    assert terms["annotate"][0]["text"] == "Bob Tester · •••• 789"
    assert terms["whitelisthref"] == "alice.edupro.test"


def test_pages_of_other_videos_show_no_frames(
    api: ApiMaker, in_alpha: ActiveTenant, teacher: Api, vdocipher: Any
) -> None:
    lesson = make_lesson()
    _student, client = learner(api, in_alpha, lesson)
    assert policy(client.get(f"/learn/lessons/{lesson.id}/"), "frame-src") == ""


def test_student_waits_and_is_told_of_trouble(
    api: ApiMaker, in_alpha: ActiveTenant, teacher: Api, vdocipher: Any
) -> None:
    lesson = make_lesson()
    _student, client = learner(api, in_alpha, lesson)
    path = f"/learn/lessons/{lesson.id}/"
    assert client.get(f"{path}video/").json() == {"state": "none"}
    name = uploaded(teacher, vdocipher, lesson)
    services.attach_external(lesson_id=lesson.id, external_id=name, now=timezone.now())
    page = client.get(path).content.decode()
    assert f'<video-wait data-url="{path}video/">' in page
    assert "The video is being prepared" in page
    assert client.get(f"{path}video/").json() == {"state": "processing"}
    vdocipher.fake.state.advance(5)
    VideoReservation.objects.update(asked_at=timezone.now() - timedelta(seconds=6))
    assert client.get(f"{path}video/").json() == {"state": "ready"}
    vdocipher.trouble("garbage")
    assert send(client, f"{path}link/", status=503).json() == SILENT
    # Without script: back on the page, which says why.
    answer = client.post(f"{path}link/", {}, status=302, format="multipart")
    assert answer["Location"] == path
    assert "The video service does not answer." in client.get(path).content.decode()


def test_state_is_told_to_those_who_have_the_course(
    api: ApiMaker, in_alpha: ActiveTenant, vdocipher: Any
) -> None:
    lesson = make_lesson()
    path = f"/learn/lessons/{lesson.id}/video/"
    api(school=in_alpha).get(path, status=401, HTTP_ACCEPT="application/json")
    client = api(school=in_alpha).sign_in(make_student().user)
    client.get(path, status=403, HTTP_ACCEPT="application/json")


def test_staff_play_with_their_own_name(
    api: ApiMaker, in_alpha: ActiveTenant, teacher: Api, vdocipher: Any
) -> None:
    lesson = make_lesson()
    ready(teacher, vdocipher, lesson)
    assistant = make_staff("assistant")
    client = api(school=in_alpha).sign_in(assistant.user, kind="staff")
    assert policy(client.get(place(lesson, "preview/")), "frame-src") == vdocipher.base
    assert send(client, place(lesson, "video/link/")).json()["is_framed"] is True
    assert vdocipher.terms[0]["annotate"][0]["text"].startswith(assistant.full_name)
    vdocipher.trouble("cut")
    assert send(client, place(lesson, "video/link/"), status=503).json() == SILENT


def test_owner_gives_keys_that_are_never_shown_again(teacher: Api, vdocipher_server: Any) -> None:
    assert "Your school keeps its videos itself" in teacher.get(ACCOUNT).content.decode()
    keys = {"viewer_secret": SCHOOL_VIEWER, "uploader_secret": SCHOOL_UPLOADER}
    answer = teacher.post(ACCOUNT, keys, status=302, format="multipart")
    assert answer["Location"] == ACCOUNT
    page = teacher.get(ACCOUNT).content.decode()
    assert "Your own account at VdoCipher" in page
    assert f"•••• {SCHOOL_VIEWER[-4:]}" in page
    assert SCHOOL_VIEWER not in page
    assert SCHOOL_UPLOADER not in page
    hook = next(iter(vdocipher_server.fake.state.hooks.values()))
    assert hook.url in page
    teacher.post(ACCOUNT, {"do": "remove"}, status=302, format="multipart")
    assert VideoAccount.objects.count() == 0
    assert "The keys are forgotten." in teacher.get(ACCOUNT).content.decode()


def test_wrong_keys_are_refused_and_not_shown(teacher: Api, vdocipher_server: Any) -> None:
    keys = {"viewer_secret": "wrong-viewer-key-000000", "uploader_secret": SCHOOL_UPLOADER}
    page = teacher.post(ACCOUNT, keys, format="multipart").content.decode()
    assert "The video service refused the request." in page
    assert "wrong-viewer-key" not in page
    assert "This field is required." in teacher.post(ACCOUNT, {}, format="multipart").content.decode()
    vdocipher_server.trouble("cut")
    keys["viewer_secret"] = SCHOOL_VIEWER
    page = teacher.post(ACCOUNT, keys, format="multipart").content.decode()
    assert "The video service does not answer." in page
    assert VideoAccount.objects.count() == 0


def test_account_is_the_owners_alone(api: ApiMaker, in_alpha: ActiveTenant) -> None:
    for role in ("instructor", "assistant"):
        client = api(school=in_alpha).sign_in(make_staff(role).user, kind="staff")
        client.get(ACCOUNT, status=403)
        client.post(ACCOUNT, {"do": "remove"}, status=403, format="multipart")
    api(school=in_alpha).sign_in(make_student().user).get(ACCOUNT, status=403)
    assert api(school=in_alpha).get(ACCOUNT, status=302)["Location"].startswith("/teach/sign-in/")


def test_our_own_storage_takes_the_file_itself(teacher: Api, in_alpha: ActiveTenant) -> None:
    lesson = make_lesson()
    told = send(teacher, place(lesson, "video/place/")).json()
    assert (told["video_id"], told["url"]) == ("", place(lesson, "video/file/"))
    assert list(told["fields"]) == ["csrfmiddlewaretoken"]
    assert send(teacher, told["url"], {"file": upload_of_film()}).json() == {"state": "ready"}
    assert send(teacher, place(lesson, "video/")).json() == {"state": "ready"}
    video = Video.objects.get()
    assert (video.lesson_id, video.provider, video.original_name) == (lesson.id, "local", "film.mp4")


def test_file_that_is_no_film_is_refused_and_the_former_stays(teacher: Api, in_alpha: ActiveTenant) -> None:
    lesson = make_lesson()
    path = place(lesson, "video/file/")
    send(teacher, path, {"file": upload_of_film()})
    no_film = SimpleUploadedFile("film.mp4", b"no film at all", content_type="video/mp4")
    assert sorted(send(teacher, path, {"file": no_film}, status=400).json()) == ["code", "detail"]
    assert send(teacher, path, status=400).json() == {"detail": "Choose a video."}
    assert Video.objects.get().original_name == "film.mp4"
    other = make_lesson()
    foreign = f"/teach/courses/{other.course_id}/lessons/{lesson.id}/video/file/"
    send(teacher, foreign, {"file": upload_of_film()}, status=404)


def upload_of_film() -> SimpleUploadedFile:
    film = settings.BASE_DIR / "deploy" / "demo" / "sample.mp4"
    return SimpleUploadedFile("film.mp4", film.read_bytes(), content_type="video/mp4")
