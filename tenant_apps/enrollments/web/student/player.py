"""The page of one lesson: film, notes, document, and the way on."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tenant_apps.courses.models import Lesson
from tenant_apps.enrollments.rules import read_moment
from tenant_apps.enrollments.selectors import find_barrier, get_visible_lesson, list_notes
from tenant_apps.enrollments.web.student.outline import LessonRow, Outline, read_outline
from tenant_apps.enrollments.web.student.reading import LearnerPage, student_of
from tenant_apps.students.models import Student
from tenant_apps.video.selectors import find_video
from tenant_apps.video.web.policy import let_play, player_origin

SHOWN_DIGITS = 4


class LessonPlayer(LearnerPage):
    """The lesson; a closed one says how it is opened. `?at=3:42` begins the film there."""

    def get(self, request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        return lesson_page(request, lesson_id)


def lesson_page(
    request: HttpRequest, lesson_id: uuid.UUID, *, written: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    """The page; `written` is a note that could not be kept: `at`, `text` and the `error`.

    Raises `NotFound`.
    """
    now, student = timezone.now(), student_of(request)
    lesson = get_visible_lesson(student=student, lesson_id=lesson_id)
    outline = read_outline(course_id=lesson.course_id, student=student, now=now)
    rows = outline.lessons
    place = next((at for at, row in enumerate(rows) if row.lesson.id == lesson.id), None)
    if place is None:
        raise Http404
    row = rows[place]
    context = {"nav": "learn", "outline": outline, "course": outline.course, "lesson": lesson, "row": row}
    if row.state == "locked":
        context["barrier"] = find_barrier(student=student, course=outline.course)
        return render(request, "enrollments/student/lesson_locked.html", context, status=403)
    video = find_video(lesson=lesson)
    context |= _around(outline, rows, place) | {
        "video": video,
        "poster": _poster(lesson),
        "position": _position(request, row),
        "watermark": watermark(student=student),
        "player_origin": player_origin(),
        "notes": list_notes(student=student, lesson_id=lesson.id),
        "lesson_id": lesson.id,
        "has_film": video is not None,
        "written": written or {},
    }
    response = render(request, "enrollments/student/lesson.html", context, status=status)
    return let_play(response) if video is not None and video.is_framed else response


def _position(request: HttpRequest, row: LessonRow) -> int:
    """Where the film begins: as asked, or where the student stopped."""
    return read_moment(request.GET.get("at", "")) or row.position


def _around(outline: Outline, rows: list[LessonRow], place: int) -> dict[str, Any]:
    return {
        "previous": rows[place - 1] if place else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
        "number": place + 1,
        "has_place": bool(outline.live),
    }


def _poster(lesson: Lesson) -> str:
    picture = lesson.thumbnail or lesson.course.thumbnail
    return picture.url if picture else ""


def watermark(*, student: Student) -> str:
    """Whose copy this is: the name, and of the phone what others may read."""
    digits = "".join(sign for sign in student.phone if sign.isdigit())
    phone = f"••• {digits[-SHOWN_DIGITS:]}" if digits else student.username
    return f"{student.full_name} · {phone}"
