"""A lesson and its files in one go: the checks first, then one transaction."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TypedDict

from django.core.files.base import File

from shared_apps.kernel.uploads import clean_name, extension_of
from tenant_apps.courses import services as courses
from tenant_apps.courses.models import Lesson
from tenant_apps.video import selectors
from tenant_apps.video.models import Video
from tenant_apps.video.services import local
from tenant_apps.video.services.files import CheckedFiles, check_files, check_lesson_video
from tenants.storage import discard_after_commit, stored_together
from tenants.storage.keys import CONTENT_TYPES


class LessonInput(TypedDict, total=False):
    """Only the keys that are present change; files as they were uploaded, None takes one away."""

    title: str
    description: str
    order: int | None
    is_published: bool
    is_free: bool
    video: File | None
    document: File | None
    thumbnail: File | None


def create_lesson(*, module_id: uuid.UUID, changes: LessonInput, now: datetime) -> Lesson:
    """A new lesson with its files; `title` is needed.

    Raises `InvalidInput` for files, `NotFound`, and the refusals of `courses.services.create_lesson`.
    """
    checked = _checked(changes)
    with stored_together():
        lesson = courses.create_lesson(module_id=module_id, changes=_plain(changes, checked))
        if video := changes.get("video"):
            _store(lesson.id, video, checked.seconds)
    return selectors.get_lesson(lesson_id=lesson.id)


def update_lesson(*, lesson_id: uuid.UUID, changes: LessonInput, now: datetime) -> Lesson:
    """Change what `changes` names. Raises as `create_lesson`."""
    checked = _checked(changes)
    with stored_together():
        courses.update_lesson(lesson_id=lesson_id, changes=_plain(changes, checked))
        if video := changes.get("video"):
            _store(lesson_id, video, checked.seconds)
        elif "video" in changes:
            _remove(lesson_id)
    return selectors.get_lesson(lesson_id=lesson_id)


def attach_video(*, lesson_id: uuid.UUID, upload: File, now: datetime) -> Video:
    """Give the lesson this video, in place of the one it has.

    Raises `NotFound`, `FileRefused`, `FileTooLarge`, `VideoRefused`, `LengthUnknown`.
    """
    seconds = check_lesson_video(upload=upload)
    with stored_together():
        return _store(lesson_id, upload, seconds)


def remove_video(*, lesson_id: uuid.UUID, now: datetime) -> None:
    """Take the lesson's video away, if it has one. Raises `NotFound`."""
    with stored_together():
        _remove(lesson_id)


def _checked(changes: LessonInput) -> CheckedFiles:
    return check_files(
        video=changes.get("video"), document=changes.get("document"), thumbnail=changes.get("thumbnail")
    )


def _plain(changes: LessonInput, checked: CheckedFiles) -> courses.LessonChanges:
    """What of the input the lesson itself keeps."""
    plain: courses.LessonChanges = {}
    for name in ("title", "description", "order", "is_published", "is_free", "document"):
        if name in changes:
            plain[name] = changes[name]
    if "thumbnail" in changes:
        plain["thumbnail"] = checked.thumbnail
    document = changes.get("document")
    if document:
        plain["document_name"] = clean_name(document.name or "")
    return plain


def _store(lesson_id: uuid.UUID, upload: File, seconds: int) -> Video:
    """The caller holds the transaction; the course is locked first, as everywhere."""
    lesson = courses.set_lesson_duration(lesson_id=lesson_id, seconds=seconds)
    video = Video.objects.filter(lesson=lesson).first() or Video(lesson=lesson)
    discard_after_commit(video.file.name or "")
    video.provider, video.external_id, video.problem = local.NAME, "", ""
    video.state = Video.State.READY
    video.original_name = clean_name(upload.name or "")
    video.content_type = CONTENT_TYPES.get(extension_of(upload.name or ""), "application/octet-stream")
    video.size_bytes, video.duration_seconds = upload.size, seconds
    video.file = upload
    video.save()
    return video


def _remove(lesson_id: uuid.UUID) -> None:
    lesson = courses.set_lesson_duration(lesson_id=lesson_id, seconds=0)
    video = Video.objects.filter(lesson=lesson).first()
    if video is not None:
        discard_after_commit(video.file.name or "")
        video.delete()
