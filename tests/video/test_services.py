"""Videos and documents of lessons: stored once, measured, replaced, removed, played by link."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import IntegrityError, connection
from django.utils import timezone

from shared_apps.kernel.errors import InvalidInput, NotFound
from tenant_apps.courses import services as courses
from tenant_apps.courses.errors import LessonOrderTaken
from tenant_apps.courses.models import Lesson
from tenant_apps.video import selectors, services
from tenant_apps.video.errors import VideoRefused
from tenant_apps.video.models import Video
from tenants import context
from tests.factories import make_course, make_lesson, make_module
from tests.uploads import SAMPLE_SECONDS, pdf, picture, upload, video, video_bytes

NOW = timezone.now()


def files_of(school):
    """Names of everything the school has stored."""
    folder = settings.MEDIA_ROOT / "tenants" / str(school.id)
    return sorted(path.name for path in folder.rglob("*.*"))


@pytest.fixture
def module(in_alpha):
    return make_module(make_course())


@pytest.fixture
def lesson(module):
    return services.create_lesson(
        module_id=module.id,
        changes={
            "title": "Slope",
            "is_published": True,
            "video": video(),
            "document": pdf(),
            "thumbnail": picture(),
        },
        now=NOW,
    )


def test_video_counts_in_the_course(lesson, module):
    assert lesson.duration_seconds == SAMPLE_SECONDS
    module.refresh_from_db()
    assert (module.total_lessons, module.total_duration_seconds) == (1, SAMPLE_SECONDS)
    assert (lesson.course.total_lessons, lesson.course.total_duration_seconds) == (1, SAMPLE_SECONDS)


def test_large_upload_is_moved_from_its_temporary_file(module):
    file = TemporaryUploadedFile("big.mp4", "video/mp4", len(video_bytes()), None)
    file.write(video_bytes())
    made = services.create_lesson(module_id=module.id, changes={"title": "Big", "video": file}, now=NOW)
    assert made.duration_seconds == SAMPLE_SECONDS
    assert default_storage.size(made.video.file.name) == len(video_bytes())
    file.close()


def test_replaced_files_go_after_commit(lesson, django_capture_on_commit_callbacks):
    former = [lesson.video.file.name, lesson.document.name, lesson.thumbnail.name]
    with django_capture_on_commit_callbacks(execute=True):
        changes = {"video": video("other.mp4"), "document": pdf("new.pdf"), "thumbnail": picture()}
        changed = services.update_lesson(lesson_id=lesson.id, changes=changes, now=NOW)
        assert [default_storage.exists(name) for name in former] == [True] * 3
    assert [default_storage.exists(name) for name in former] == [False] * 3
    present = [changed.video.file.name, changed.document.name, changed.thumbnail.name]
    assert [default_storage.exists(name) for name in present] == [True] * 3
    assert (changed.video.original_name, changed.document_name, Video.objects.count()) == (
        "other.mp4",
        "new.pdf",
        1,
    )


@pytest.mark.parametrize(
    "remove",
    [
        lambda lesson: courses.delete_lesson(lesson_id=lesson.id),
        lambda lesson: courses.delete_module(module_id=lesson.module_id),
        lambda lesson: courses.delete_course(course_id=lesson.course_id),
    ],
)
def test_deleted_lesson_leaves_no_file(lesson, remove, django_capture_on_commit_callbacks):
    names = [lesson.video.file.name, lesson.document.name, lesson.thumbnail.name]
    with django_capture_on_commit_callbacks(execute=True):
        remove(lesson)
        assert [default_storage.exists(name) for name in names] == [True] * 3
    assert [default_storage.exists(name) for name in names] == [False] * 3
    assert (Lesson.objects.count(), Video.objects.count()) == (0, 0)


def test_refusal_leaves_no_file(in_alpha, module):
    make_lesson(module)
    before = files_of(in_alpha)
    taken = {"title": "L", "order": 1, "video": video(), "document": pdf()}
    with pytest.raises(LessonOrderTaken):
        services.create_lesson(module_id=module.id, changes=taken, now=NOW)
    no_video = {"title": "L", "video": upload(b"x", "a.mp4"), "document": pdf()}
    with pytest.raises(InvalidInput):
        services.create_lesson(module_id=module.id, changes=no_video, now=NOW)
    assert (files_of(in_alpha), Video.objects.count()) == (before, 0)


def test_file_stored_before_a_failure_is_removed(in_alpha, module, without_videos):
    before = files_of(in_alpha)
    with pytest.raises(without_videos):
        services.create_lesson(
            module_id=module.id, changes={"title": "L", "document": pdf(), "video": video()}, now=NOW
        )
    assert (files_of(in_alpha), Lesson.objects.count()) == (before, 0)


@pytest.fixture
def without_videos(in_alpha):
    """The table refuses every row, as a full disk would."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE video_video ADD CONSTRAINT refuse CHECK (size_bytes < 0)")
    return IntegrityError


def test_video_is_attached_and_taken_away(in_alpha, module, django_capture_on_commit_callbacks):
    lesson = make_lesson(module, duration_seconds=0)
    made = services.attach_video(lesson_id=lesson.id, upload=video(), now=NOW)
    lesson.refresh_from_db()
    assert (made.state, lesson.duration_seconds) == ("ready", SAMPLE_SECONDS)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_video(lesson_id=lesson.id, now=NOW)
        services.remove_video(lesson_id=lesson.id, now=NOW)
    lesson.refresh_from_db()
    assert (lesson.duration_seconds, default_storage.exists(made.file.name)) == (0, False)


def test_video_of_a_lesson_that_is_not_here(in_alpha, beta):
    before = files_of(in_alpha)
    with context.enter(beta):
        theirs = make_lesson()
    with pytest.raises(NotFound):
        services.attach_video(lesson_id=theirs.id, upload=video(), now=NOW)
    assert files_of(in_alpha) == before


def test_sound_alone_is_no_lesson(in_alpha, module):
    lesson = make_lesson(module)
    with pytest.raises(VideoRefused):
        services.attach_video(lesson_id=lesson.id, upload=upload(sound_only(), "a.mp4"), now=NOW)


def sound_only():
    """The sample with its picture track renamed to what no player knows."""
    return video_bytes().replace(b"vide\0", b"soun\0").replace(b"vmhd", b"free").replace(b"avc1", b"mp4a")


def test_playback_is_a_short_link(lesson):
    play = services.playback_link(lesson=lesson, now=NOW)
    assert re.fullmatch(r"/files/[0-9a-f-]{36}/[\w-]+\.[\w-]+/lesson\.mp4", play.url)
    assert (play.content_type, play.duration) == ("video/mp4", timedelta(seconds=SAMPLE_SECONDS))
    assert (play.expires_at, play.otp, play.playback_info) == (NOW + timedelta(seconds=120), None, None)
    assert services.document_link(lesson=lesson, now=NOW).endswith("/notes.pdf")


def test_lesson_without_files_plays_nothing(module):
    lesson = make_lesson(module)
    links = [services.playback_link(lesson=lesson, now=NOW), services.document_link(lesson=lesson, now=NOW)]
    assert links == [None, None]


def test_video_that_is_not_ready_is_not_played(lesson):
    Video.objects.update(state="processing")
    fresh = selectors.get_lesson(lesson_id=lesson.id)
    assert (services.playback_link(lesson=fresh, now=NOW), selectors.find_ready_video(lesson=fresh)) == (
        None,
        None,
    )


def test_lists_carry_module_and_video(module, django_assert_num_queries):
    for number in range(3):
        make_lesson(module, is_published=number != 1)
    Video.objects.create(lesson=module.lessons.earliest("order"), state="ready")
    lists = [(selectors.list_lessons_for_staff, 3), (selectors.list_lessons_for_students, 2)]
    for listing, count in lists:
        with django_assert_num_queries(1):
            seen = [
                (one.module.title, selectors.find_video(lesson=one)) for one in listing(module_id=module.id)
            ]
        assert (len(seen), seen[0][1] is not None, seen[1][1]) == (count, True, None)
