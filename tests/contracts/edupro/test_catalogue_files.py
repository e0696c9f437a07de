"""Section 9 of the error catalogue, each row by a real situation."""

from __future__ import annotations

import pytest

from shared_apps.categories.models import Category
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses.models import Course, Lesson
from tests.factories import make_module
from tests.uploads import pdf, picture_bytes, upload, video, video_bytes

MEGABYTE = 1024 * 1024
NO_IMAGE = "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
PICTURES = [
    ("course", "thumbnail"),
    ("lesson", "thumbnail"),
    ("profile", "avatar"),
    ("profile", "logo"),
]
NO_DOCUMENT = "Upload a valid document. Supported formats: PDF, DOC, DOCX."
NO_VIDEO = "Upload a valid video. Supported formats: MP4, AVI, MOV."


@pytest.fixture
def send(alice, alpha):
    """A new course or lesson, or the teacher's profile, with one file; the answer's body."""
    category = Category.objects.create(name="Algebra")
    course = {"title": "Sets", "description": "About sets.", "category": str(category.id), "price": "10"}
    lesson = {"title": "Slope", "description": "About slopes.", "order": 1}
    module = make_module()
    places = {
        "course": (alice.post, "/api/course/create/", course),
        "lesson": (alice.post, f"/api/modules/{module.id}/lessons/create/", lesson),
        "profile": (alice.patch, "/api/teacher/update-profile/", {}),
    }

    def sent(what, name, file, status=400):
        call, path, body = places[what]
        return call(path, {**body, name: file}, status=status, format="multipart").json()

    yield sent
    profile = TeacherProfile.objects.get(tenant_id=alpha.id)
    assert (Course.objects.count(), Lesson.objects.count()) == (1, 0)
    assert (profile.logo.name, profile.profile_picture.name) == ("", "")


@pytest.mark.catalogue("C9.1 image upload: invalid type")
@pytest.mark.parametrize(("what", "name"), PICTURES)
def test_picture_of_another_kind(send, what, name):
    told = [
        send(what, name, upload(content, called))
        for content, called in (
            (b"<html>", "a.png"),
            (pdf().read(), "a.jpg"),
            (picture_bytes("WEBP"), "a.webp"),
            (picture_bytes("BMP"), "a.png"),
            (b"", "a.gif"),
        )
    ]
    assert told == [{name: [NO_IMAGE]}] * 5


@pytest.mark.catalogue("C9.1 image upload: over 5 MB")
@pytest.mark.parametrize(("what", "name"), PICTURES)
def test_picture_that_is_too_large(send, what, name):
    heavy = picture_bytes().ljust(5 * MEGABYTE + 1, b"\0")
    assert send(what, name, upload(heavy, "a.png")) == {name: ["Image file too large ( > 5MB )"]}


@pytest.mark.catalogue("C9.1 image upload: corrupted file")
@pytest.mark.parametrize(("what", "name"), PICTURES)
def test_picture_that_is_broken(send, what, name):
    whole = picture_bytes("JPEG", (400, 300))
    assert send(what, name, upload(whole[: len(whole) // 2], "a.jpg")) == {
        "error": "File corrupted",
        "detail": "The uploaded file appears to be corrupted and cannot be processed.",
    }


@pytest.mark.catalogue("C9.2 document upload: not PDF/DOC/DOCX")
def test_document_of_another_kind(send):
    told = [
        send("lesson", "document", upload(content, name))
        for content, name in ((b"hello", "a.txt"), (b"hello", "a.pdf"), (pdf().read(), "a.docx"))
    ]
    assert told == [{"document": [NO_DOCUMENT]}] * 3


@pytest.mark.catalogue("C9.2 document upload: over 10 MB")
def test_document_that_is_too_large(send):
    heavy = pdf().read().ljust(10 * MEGABYTE + 1, b"\n")
    assert send("lesson", "document", upload(heavy, "a.pdf")) == {
        "document": ["Document file too large ( > 10MB )"]
    }


@pytest.mark.catalogue("C9.3 video upload: not MP4/AVI/MOV")
def test_video_of_another_kind(send):
    told = [
        send("lesson", "video", upload(content, name))
        for content, name in (
            (b"<html>", "a.mp4"),
            (video_bytes(), "a.webm"),
            (video_bytes(), "a.mp4.exe"),
            (video_bytes()[:100], "a.mp4"),
        )
    ]
    assert told == [{"video": [NO_VIDEO]}] * 4


@pytest.mark.catalogue("C9.3 video upload: over 100 MB")
def test_video_that_is_too_large(send):
    heavy = video_bytes().ljust(100 * MEGABYTE + 1, b"\0")
    assert send("lesson", "video", upload(heavy, "a.mp4")) == {"video": ["Video file too large ( > 100MB )"]}


@pytest.mark.catalogue("C9.3 video upload: processing failed")
def test_video_that_the_storage_cannot_keep(send, settings, tmp_path):
    full = tmp_path / "no-folder"
    full.write_text("a file stands where the folder should be")
    settings.MEDIA_ROOT = full / "uploads"
    assert send("lesson", "video", video(), status=500) == {
        "error": "Video processing failed",
        "detail": "An error occurred while processing the video. Please try again.",
    }
