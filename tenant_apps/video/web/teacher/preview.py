"""The course and a lesson as students see them, also before they are published."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tenant_apps.courses.web.teacher.rights import CoursePage, can_edit
from tenant_apps.video.selectors import find_video
from tenant_apps.video.services import document_link, playback_link
from tenant_apps.video.web.policy import let_play, player_origin
from tenant_apps.video.web.teacher.lessons import lesson_of
from tenant_apps.video.web.teacher.rows import outline_of


class CoursePreview(CoursePage):
    """What is shown to students, nothing locked."""

    def get(self, request: HttpRequest, course_id: uuid.UUID) -> HttpResponse:
        outline = outline_of(course_id=course_id, published_only=True)
        context = {
            "nav": "courses",
            "tab": "preview",
            "can_edit": can_edit(request.actor),  # type: ignore[attr-defined]  # set by the page middleware
            "course": outline.course,
            "modules": outline.modules,
            "thumbnail_url": outline.course.thumbnail.url if outline.course.thumbnail else "",
            "trailer_url": outline.course.trailer_video.url if outline.course.trailer_video else "",
        }
        return render(request, "video/teacher/preview.html", context)


class LessonPreview(CoursePage):
    """The lesson plays; nothing is counted."""

    def get(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        lesson, now = lesson_of(course_id=course_id, lesson_id=lesson_id), timezone.now()
        video = find_video(lesson=lesson)
        context = {
            "nav": "courses",
            "course": lesson.course,
            "lesson": lesson,
            "video": video,
            "player_origin": player_origin(),
            "playback": playback_link(lesson=lesson, now=now),
            "document_url": document_link(lesson=lesson, now=now),
            "poster": lesson.thumbnail.url if lesson.thumbnail else "",
        }
        response = render(request, "video/teacher/preview_lesson.html", context)
        return let_play(response) if video is not None and video.is_framed else response
