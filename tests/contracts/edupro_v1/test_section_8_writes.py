"""Section 8 of the contract: lessons as their teacher writes them (8.2, 8.4, 8.5)."""

from __future__ import annotations

import uuid

import pytest

from tenant_apps.courses.models import Lesson
from tenant_apps.video.models import Video
from tenants import context
from tests.contracts.edupro_v1.words import NO_PERMISSION, NOT_FOUND
from tests.factories import make_lesson, make_module, make_staff, make_student, owner_of
from tests.uploads import (
    SAMPLE_SECONDS,
    office_bytes,
    pdf,
    picture,
    picture_bytes,
    upload,
    video,
    video_bytes,
)

MEDIA = "http://alice.edupro.test/media/"


def create(module_id):
    return f"/api/v1/modules/{module_id}/lessons/create/"


def update(lesson_id):
    return f"/api/v1/lessons/{lesson_id}/update/"


def delete(lesson_id):
    return f"/api/v1/lessons/{lesson_id}/delete/"


@pytest.fixture
def module(in_alpha):
    return make_module(title="Lines")


def test_lesson_without_files_is_answered_whole(alice, module):
    sent = {"title": "Slope", "description": "d", "order": 1, "is_published": True, "is_free": True}
    made = alice.post(create(module.id), sent, status=201).json()
    row = Lesson.objects.get()
    assert made == {
        "id": str(row.id),
        "title": "Slope",
        "module": "Lines",
        "description": "d",
        "order": 1,
        "is_published": True,
        "is_free": True,
        "duration": 0,
        "created_at": row.created_at.isoformat().replace("+00:00", "Z"),
        "video_url": None,
        "document_url": None,
        "thumbnail_url": None,
        "otp": None,
        "playback_info": None,
    }


def test_lesson_with_all_files_plays_and_downloads(api, alice, module):
    sent = {
        "title": "Slope",
        "order": "2",
        "is_published": "true",
        "video": video("My lesson.MP4"),
        "document": pdf("تمارين.pdf"),
        "thumbnail": picture("a.jpeg"),
    }
    made = alice.post(create(module.id), sent, status=201, format="multipart").json()
    row = Lesson.objects.select_related("video").get()
    assert (made["duration"], made["order"], made["is_published"]) == (SAMPLE_SECONDS, 2, True)
    assert made["thumbnail_url"] == f"{MEDIA}{row.thumbnail.name}"
    host = "http://alice.edupro.test"
    played = api(school=context.active()).get(made["video_url"].removeprefix(host))
    assert b"".join(played.streaming_content) == video_bytes()
    assert (played["Content-Type"], played["Content-Disposition"]) == ("video/mp4", "inline")
    stored = api(school=context.active()).get(made["document_url"].removeprefix(host))
    assert (
        stored["Content-Disposition"]
        == "attachment; filename*=UTF-8''%D8%AA%D9%85%D8%A7%D8%B1%D9%8A%D9%86.pdf"
    )
    assert (row.video.state, row.video.duration_seconds, row.video.size_bytes) == (
        "ready",
        SAMPLE_SECONDS,
        len(video_bytes()),
    )
    assert (row.video.original_name, row.document_name) == ("My lesson.MP4", "تمارين.pdf")


def test_empty_form_fields_mean_none(alice, module):
    make_lesson(module)
    sent = {"title": "Slope", "order": "", "video": "", "document": "", "thumbnail": "", "description": ""}
    made = alice.post(create(module.id), sent, status=201, format="multipart").json()
    assert (made["order"], made["video_url"], made["document_url"], made["thumbnail_url"]) == (
        2,
        None,
        None,
        None,
    )


REFUSED = [
    ({"order": 2}, {"title": ["This field is required."]}),
    ({"title": " ", "order": 2}, {"title": ["This field may not be blank."]}),
    ({"title": "Slope", "order": 0}, {"order": ["lesson order must be greater than 0"]}),
    ({"title": "Slope", "order": 1}, {"order": ["there is already lesson in this order"]}),
    ({"title": "Slope", "order": "x"}, {"order": ["A valid integer is required."]}),
]


@pytest.mark.parametrize(("data", "body"), REFUSED)
def test_lesson_is_refused(alice, module, data, body):
    lesson = make_lesson(module)
    other = make_lesson(module)
    assert alice.post(create(module.id), data, status=400).json() == body
    if "title" in data:
        assert alice.patch(update(other.id), data, status=400).json() == body
    assert Lesson.objects.count() == 2
    assert Lesson.objects.get(pk=lesson.pk).title == lesson.title


NO_VIDEO = {"video": ["Unsupported extensions"]}
NO_DOCUMENT = {"document": ["The file must be in PDF or Word or powerpoint format."]}
NO_PICTURE = {"thumbnail": ["The image must be JPG or PNG or jpeg."]}
FILES = [
    ({"video": (b"<html>", "a.mp4")}, NO_VIDEO),
    ({"video": (video_bytes(), "a.exe")}, NO_VIDEO),
    ({"video": (video_bytes(), "a.webm")}, NO_VIDEO),
    ({"video": (b"\0\0\0\x18ftypmp42" + b"\0" * 200, "a.mp4")}, NO_VIDEO),
    ({"video": (picture_bytes(), "a.mp4")}, NO_VIDEO),
    ({"document": (b"MZ\x90", "a.pdf")}, NO_DOCUMENT),
    ({"document": (b"%PDF-1.7", "a.html")}, NO_DOCUMENT),
    ({"document": (office_bytes(), "a.pptx")}, NO_DOCUMENT),
    ({"thumbnail": (b"<svg/>", "a.png")}, NO_PICTURE),
    ({"thumbnail": (picture_bytes("GIF"), "a.png")}, NO_PICTURE),
    (
        {"thumbnail": (b"\xff\xd8" + b"\0" * 2 * 1024 * 1024, "a.jpg")},
        {"thumbnail": ["Image larger than 2 MB"]},
    ),
    (
        {"video": (b"x", "a.mp4"), "document": (b"x", "a.pdf"), "thumbnail": (b"x", "a.png")},
        NO_VIDEO | NO_DOCUMENT | NO_PICTURE,
    ),
]


@pytest.mark.parametrize(("files", "body"), FILES)
def test_file_of_a_lesson_is_refused(alice, module, files, body):
    lesson = make_lesson(module)

    def sent():
        return {name: upload(*file) for name, file in files.items()}

    answer = alice.post(create(module.id), {"title": "Slope", **sent()}, status=400, format="multipart")
    assert answer.json() == body
    assert alice.put(update(lesson.id), sent(), status=400, format="multipart").json() == body
    assert (Lesson.objects.count(), Video.objects.count()) == (1, 0)


def test_video_without_length_is_refused(alice, module, without_length):
    sent = {"title": "Slope", "video": upload(without_length, "a.mp4")}
    answer = alice.post(create(module.id), sent, status=400, format="multipart")
    assert answer.json() == {"duration": ["lesson duration must be greater than 0"]}
    assert Lesson.objects.count() == 0


@pytest.fixture
def without_length():
    """The sample video with every length in its headers set to 0."""
    content = bytearray(video_bytes())
    for box, offset, size in ((b"mvhd", 20, 4), (b"mdhd", 20, 4), (b"tkhd", 24, 4), (b"elst", 12, 4)):
        at = -1
        while (at := content.find(box, at + 1)) != -1:
            content[at + offset : at + offset + size] = b"\0" * size
    for box in (b"stts", b"stsz"):
        at = -1
        while (at := content.find(box, at + 1)) != -1:
            content[at : at + 4] = b"free"
    return bytes(content)


@pytest.mark.parametrize("verb", ["put", "patch"])
def test_only_given_fields_change(alice, module, verb):
    made = alice.post(create(module.id), {"title": "Slope", "video": video()}, status=201, format="multipart")
    answer = getattr(alice, verb)(update(made.json()["id"]), {"title": "Slopes", "duration": 5}).json()
    assert (answer["title"], answer["duration"], answer["order"]) == ("Slopes", SAMPLE_SECONDS, 1)
    assert answer["video_url"].startswith("http://alice.edupro.test/files/")


def test_null_takes_the_video_away(alice, module):
    made = alice.post(create(module.id), {"title": "Slope", "video": video()}, status=201, format="multipart")
    answer = alice.patch(update(made.json()["id"]), {"video": None}).json()
    assert (answer["video_url"], answer["duration"], Video.objects.count()) == (None, 0, 0)


def test_lesson_is_deleted(alice, module):
    lesson = make_lesson(module)
    assert alice.delete(delete(lesson.id), status=200).json() == {"detail": "Lesson deleted successfully."}
    assert alice.delete(delete(lesson.id), status=404).json() == NOT_FOUND


CALLS = [("post", create, 0), ("put", update, 1), ("patch", update, 1), ("delete", delete, 1)]


@pytest.mark.parametrize(("verb", "path", "which"), CALLS)
def test_what_is_not_of_this_school_does_not_exist(alice, beta, verb, path, which):
    with context.enter(beta):
        theirs = make_lesson()
        ids = [(theirs.module_id, theirs.id)[which], uuid.uuid4(), "null"]
    for one in ids:
        assert getattr(alice, verb)(path(one), {"title": "Mine"}, status=404).json() == NOT_FOUND
    with context.enter(beta):
        assert list(Lesson.objects.values_list("title", flat=True)) == [theirs.title]


@pytest.mark.parametrize(("verb", "path", "which"), CALLS)
def test_who_may_not(api, alpha, beta, module, verb, path, which):
    lesson = make_lesson(module)
    one = (module.id, lesson.id)[which]
    bob = api(school=alpha).sign_in(make_student().user)
    helper = api(school=alpha).sign_in(make_staff(role="assistant").user, kind="staff")
    foreign = api(school=alpha).sign_in(owner_of(beta), kind="staff", school=beta)
    for client in (api(school=alpha), api(), foreign):
        getattr(client, verb)(path(one), {"title": "Mine"}, status=401)
    for client in (bob, helper):
        assert getattr(client, verb)(path(one), {"title": "Mine"}, status=403).json() == NO_PERMISSION
    assert list(Lesson.objects.values_list("title", flat=True)) == [lesson.title]
