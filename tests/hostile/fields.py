"""The fields that take files, of both contracts: where each is, who fills it, what it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from shared_apps.categories.models import Category
from shared_apps.teachers.models import TeacherProfile
from tenant_apps.courses.models import Course, Lesson, Module
from tenant_apps.students.models import Student
from tenant_apps.video.selectors import find_video
from tenant_apps.video.selectors import get_lesson as lesson_with_video
from tenant_apps.video.services import document_link, playback_link
from tenants.storage import public_url
from tests.hostile.corpus import DOCUMENT, PICTURE, VIDEO

V1, EDUPRO = "/api/v1", "/api"
FIXED = frozenset({"png", "jpeg"})
WORD = frozenset({"pdf", "doc", "docx"})
FILM = frozenset({"mp4", "avi", "mov"})


@dataclass
class Rows:
    """What the files are sent to."""

    course: Course
    module: Module
    lesson: Lesson
    student: Student
    category: Category

    def lesson_again(self) -> Lesson:
        return lesson_with_video(lesson_id=self.lesson.id)


@dataclass(frozen=True)
class Field:
    label: str
    kind: str
    takes: frozenset[str]
    who: str
    """`staff`, `student` or `operator`."""
    path: Callable[[Rows], str]
    name: str
    stored: Callable[[Rows], str]
    """The storage key of what it holds now; empty for none."""
    address: Callable[[Rows], str | None]
    """Where that is read."""

    def __str__(self) -> str:
        return self.label


def _public(read: Callable[[Rows], Any]) -> dict[str, Callable[[Rows], Any]]:
    def key(rows: Rows) -> str:
        return read(rows).name or ""

    return {"stored": key, "address": lambda rows: public_url(key(rows))}


def _profile(_rows: Rows) -> TeacherProfile:
    from tenants.context import require_tenant

    return TeacherProfile.objects.get(tenant_id=require_tenant().id)


def _picture(base: str, what: str, who: str, path: str, read: Any, name: str, takes: frozenset[str]) -> Field:
    return Field(
        f"{base} {what}.{name}",
        PICTURE,
        takes,
        who,
        lambda rows: base + path.format(rows=rows),
        name,
        **_public(read),
    )


def _of_lesson(base: str, kind: str, name: str, takes: frozenset[str], **read: Any) -> Field:
    return Field(
        f"{base} lesson.{name}",
        kind,
        takes,
        "staff",
        lambda rows: f"{base}/lessons/{rows.lesson.id}/update/",
        name,
        **read,
    )


def _film(rows: Rows) -> str:
    video = find_video(lesson=rows.lesson_again())
    return (video.file.name or "") if video else ""


def _film_address(rows: Rows) -> str | None:
    found = playback_link(lesson=rows.lesson_again(), now=timezone.now())
    return found.url if found else None


_PAPER = {
    "stored": lambda rows: rows.lesson_again().document.name or "",
    "address": lambda rows: document_link(lesson=rows.lesson_again(), now=timezone.now()),
}
_FILM = {"stored": _film, "address": _film_address}
_COURSE = ("course", "staff", "/course/update/{rows.course.id}/")
_MODULE = ("module", "staff", "/modules/{rows.module.id}/update/")
_TEACHER = ("teacher", "staff", "/teacher/update-profile/")
_STUDENT = ("student", "student", "/student/update-profile/")
_CATEGORY = ("category", "operator", "/course/category/update/{rows.category.number}/")


def _thumbnail(rows: Rows) -> Any:
    return Course.objects.get(pk=rows.course.pk).thumbnail


def _lesson_thumbnail(rows: Rows) -> Any:
    return rows.lesson_again().thumbnail


def _learner(rows: Rows) -> Any:
    return Student.objects.get(pk=rows.student.pk).profile_picture


ANY_PICTURE = FIXED | {"webp"}
MOVING = FIXED | {"gif"}
FIELDS = [
    _picture(V1, *_COURSE, _thumbnail, "thumbnail", FIXED),
    _picture(V1, *_MODULE, lambda rows: Module.objects.get(pk=rows.module.pk).image, "image", FIXED),
    _picture(V1, *_TEACHER, lambda rows: _profile(rows).logo, "logo", ANY_PICTURE),
    _picture(V1, *_TEACHER, lambda rows: _profile(rows).profile_picture, "profile_picture", ANY_PICTURE),
    _picture(V1, *_STUDENT, _learner, "profile_picture", ANY_PICTURE),
    _picture(
        V1, *_CATEGORY, lambda rows: Category.objects.get(pk=rows.category.pk).icon, "icon", ANY_PICTURE
    ),
    _of_lesson(V1, PICTURE, "thumbnail", FIXED, **_public(_lesson_thumbnail)),
    _of_lesson(V1, DOCUMENT, "document", WORD | {"ppt", "pptx"}, **_PAPER),
    _of_lesson(V1, VIDEO, "video", FILM | {"webm", "mkv", "m4v"}, **_FILM),
    _picture(EDUPRO, *_COURSE, _thumbnail, "thumbnail", MOVING),
    _picture(EDUPRO, *_TEACHER, lambda rows: _profile(rows).logo, "logo", MOVING),
    _picture(EDUPRO, *_TEACHER, lambda rows: _profile(rows).profile_picture, "avatar", MOVING),
    _picture(EDUPRO, *_STUDENT, _learner, "avatar", MOVING),
    _of_lesson(EDUPRO, PICTURE, "thumbnail", MOVING, **_public(_lesson_thumbnail)),
    _of_lesson(EDUPRO, DOCUMENT, "document", WORD, **_PAPER),
    _of_lesson(EDUPRO, VIDEO, "video", FILM, **_FILM),
]
