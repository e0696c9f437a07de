"""Reads of lessons with their videos."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from shared_apps.kernel.errors import NotFound
from tenant_apps.courses.models import Lesson
from tenant_apps.video.models import Video

NO_VIDEO = "none"


def list_lessons_for_staff(*, module_id: uuid.UUID) -> QuerySet[Lesson]:
    """Every lesson of the module in order, with module and video."""
    return _lessons().filter(module_id=module_id).order_by("order")


def list_lessons_for_students(*, module_id: uuid.UUID) -> QuerySet[Lesson]:
    """The published lessons of the module in order, with module and video."""
    return list_lessons_for_staff(module_id=module_id).filter(is_published=True)


def get_lesson(*, lesson_id: uuid.UUID) -> Lesson:
    """A lesson in any state, with module, course and video. Raises `NotFound`."""
    lesson = _lessons().select_related("course").filter(pk=lesson_id).first()
    if lesson is None:
        raise NotFound()
    return lesson


def find_video(*, lesson: Lesson) -> Video | None:
    """The lesson's video in any state. No query when the lesson came from this module."""
    return getattr(lesson, "video", None)


def find_ready_video(*, lesson: Lesson) -> Video | None:
    """The lesson's video, if it can be played."""
    video = find_video(lesson=lesson)
    return video if video is not None and video.state == Video.State.READY else None


def shown_video_id(*, lesson: Lesson) -> str | None:
    """The name by which clients know the lesson's video; None without one."""
    video = find_video(lesson=lesson)
    return video.shown_id if video is not None else None


def processing_status(*, lesson: Lesson) -> str:
    """How far the lesson's video is: `uploading`, `processing`, `ready`, `failed`, or `none`."""
    video = find_video(lesson=lesson)
    return video.state if video is not None else NO_VIDEO


def has_external_video(*, external_id: str) -> bool:
    """Whether a lesson of this school has this video of the service."""
    return Video.objects.filter(external_id=external_id).exclude(external_id="").exists()


def videos_of_course(*, course_id: uuid.UUID) -> dict[uuid.UUID, Video]:
    """The videos of the course's lessons, in any state, by lesson."""
    return {video.lesson_id: video for video in Video.objects.filter(lesson__course_id=course_id)}


def _lessons() -> QuerySet[Lesson]:
    return Lesson.objects.select_related("module", "video")
