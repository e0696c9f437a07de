"""A lesson and its files in one go: the checks first, then one transaction."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypedDict

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File

from shared_apps.kernel import events
from shared_apps.kernel.uploads import clean_name, extension_of
from tenant_apps.courses import services as courses
from tenant_apps.courses.models import Lesson
from tenant_apps.video import selectors
from tenant_apps.video.errors import VideoProcessingFailed
from tenant_apps.video.events import LocalVideoStored
from tenant_apps.video.models import Video
from tenant_apps.video.rules import V1_LIMITS, UploadLimits
from tenant_apps.video.services import local
from tenant_apps.video.services.external import (
    Examined,
    attach_examined,
    examine_external,
    give_up_former,
)
from tenant_apps.video.services.files import CheckedFiles, check_files, check_lesson_video
from tenants.storage import stored_together
from tenants.storage.keys import CONTENT_TYPES

log = logging.getLogger(__name__)


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
    external_id: str | None
    """A video that was uploaded straight to the video service; None takes such a one away."""


def create_lesson(
    *, module_id: uuid.UUID, changes: LessonInput, now: datetime, limits: UploadLimits = V1_LIMITS
) -> Lesson:
    """A new lesson with its files; `title` is needed. An uploaded file wins over `external_id`.

    Raises `InvalidInput` for files, `FileCorrupted` where the limits tell it apart, `NotFound`,
    `VideoProcessingFailed`, the refusals of `examine_external` and of `courses.services.create_lesson`.
    """
    checked = _checked(changes, limits)
    found = _examined(changes, None, now, limits)
    with _kept():
        lesson = courses.create_lesson(module_id=module_id, changes=_plain(changes, checked))
        _apply_video(lesson.id, changes, checked, found, now)
    return selectors.get_lesson(lesson_id=lesson.id)


def update_lesson(
    *, lesson_id: uuid.UUID, changes: LessonInput, now: datetime, limits: UploadLimits = V1_LIMITS
) -> Lesson:
    """Change what `changes` names. Raises as `create_lesson`."""
    checked = _checked(changes, limits)
    found = _examined(changes, lesson_id, now, limits)
    with _kept():
        courses.update_lesson(lesson_id=lesson_id, changes=_plain(changes, checked))
        _apply_video(lesson_id, changes, checked, found, now)
    return selectors.get_lesson(lesson_id=lesson_id)


def attach_video(
    *, lesson_id: uuid.UUID, upload: File, now: datetime, limits: UploadLimits = V1_LIMITS
) -> Video:
    """Give the lesson this video, in place of the one it has.

    Raises `NotFound`, `FileRefused`, `FileTooLarge`, `VideoRefused`, `LengthUnknown`,
    `VideoProcessingFailed`.
    """
    seconds = check_lesson_video(upload=upload, limit=limits.video)
    with _kept():
        return _store(lesson_id, upload, seconds)


def remove_video(*, lesson_id: uuid.UUID, now: datetime) -> None:
    """Take the lesson's video away, if it has one. Raises `NotFound`."""
    with stored_together():
        _remove(lesson_id)


@contextmanager
def _kept() -> Iterator[None]:
    """A transaction with its files. Raises `VideoProcessingFailed` when the storage cannot keep one."""
    try:
        with stored_together():
            yield
    except (OSError, BotoCoreError, ClientError) as error:
        log.exception("a file of a lesson could not be stored")
        raise VideoProcessingFailed() from error


def _checked(changes: LessonInput, limits: UploadLimits) -> CheckedFiles:
    return check_files(
        video=changes.get("video"),
        document=changes.get("document"),
        thumbnail=changes.get("thumbnail"),
        limits=limits,
    )


def _examined(
    changes: LessonInput, lesson_id: uuid.UUID | None, now: datetime, limits: UploadLimits
) -> Examined | None:
    """What is to be attached, asked before anything is locked; None when nothing is."""
    name = changes.get("external_id")
    if not name or changes.get("video"):
        return None
    current = Video.objects.filter(lesson_id=lesson_id).first() if lesson_id else None
    if current is not None and current.shown_id == name:
        return None  # clients send back the name that they were told
    return examine_external(
        external_id=name, lesson_id=lesson_id, now=now, awaits_upload=limits.awaits_upload
    )


def _apply_video(
    lesson_id: uuid.UUID,
    changes: LessonInput,
    checked: CheckedFiles,
    found: Examined | None,
    now: datetime,
) -> None:
    if video := changes.get("video"):
        _store(lesson_id, video, checked.seconds)
    elif found is not None:
        attach_examined(lesson_id=lesson_id, found=found, now=now)
    elif "video" in changes:
        _remove(lesson_id)
    elif "external_id" in changes and changes["external_id"] is None:
        _remove_external(lesson_id)


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
    give_up_former(video=video)
    video.provider, video.external_id, video.problem = local.NAME, "", ""
    video.state = Video.State.READY
    video.original_name = clean_name(upload.name or "")
    video.content_type = CONTENT_TYPES.get(extension_of(upload.name or ""), "application/octet-stream")
    video.size_bytes, video.duration_seconds = upload.size, seconds
    video.file = upload
    video.save()
    events.publish(LocalVideoStored(video_id=video.id))
    return video


def _remove_external(lesson_id: uuid.UUID) -> None:
    # Clients of forms without uploads send null with every change: an uploaded file must survive that.
    if Video.objects.filter(lesson_id=lesson_id).exclude(external_id="").exists():
        _remove(lesson_id)


def _remove(lesson_id: uuid.UUID) -> None:
    lesson = courses.set_lesson_duration(lesson_id=lesson_id, seconds=0)
    video = Video.objects.filter(lesson=lesson).first()
    if video is not None:
        give_up_former(video=video)
        video.delete()
