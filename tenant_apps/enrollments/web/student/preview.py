"""The free lessons of a course, for whoever wants to look first."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from shared_apps.kernel.errors import NotFound, Refusal, TooManyAttempts
from tenant_apps.courses.selectors import get_published_course
from tenant_apps.enrollments.selectors.terms import find_open_preview
from tenant_apps.enrollments.web.student.reading import OpenPage, doors, find_reader, is_staff
from tenant_apps.video.errors import VideoServiceUnavailable
from tenant_apps.video.selectors import find_ready_video
from tenant_apps.video.services import playback_link
from tenant_apps.video.web.answers import link_answer, refusal_answer, wants_json
from tenant_apps.video.web.policy import let_play, player_origin
from tenant_apps.video.web.viewers import guest_of, viewer_of


class CoursePreview(OpenPage):
    """A free lesson on a page of its own, without an account.

    Students have their own page for it, and so has whoever must first say who they are.
    """

    def get(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        course = get_published_course(course_id=course_id)
        lesson = find_open_preview(course=course, lesson_id=lesson_id)
        if lesson is None and not course.countries:
            raise Http404
        video = find_ready_video(lesson=lesson) if lesson else None
        if lesson is None or video is None or find_reader(request) is not None:
            return HttpResponseRedirect(reverse("lesson_player", args=[lesson_id]))
        picture = lesson.thumbnail or course.thumbnail
        context = {
            "nav": "home",
            "course": course,
            "lesson": lesson,
            "video": video,
            "player_origin": player_origin(),
            "poster": picture.url if picture else "",
            "is_staff": is_staff(request),
            "doors": doors(way_back=reverse("school_course", args=[course_id])),
        }
        response = render(request, "enrollments/student/preview.html", context)
        return let_play(response) if video.is_framed else response


class CoursePreviewLink(OpenPage):
    """A new short address of the free lesson's film; without script the browser is sent there.

    Whoever is signed in plays it with their own name, everybody else with the school's.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        course = get_published_course(course_id=course_id)
        lesson = find_open_preview(course=course, lesson_id=lesson_id)
        viewer = viewer_of(request) if getattr(request, "actor", None) else guest_of(request)
        try:
            playback = playback_link(lesson=lesson, now=timezone.now(), viewer=viewer) if lesson else None
        except Refusal as refusal:
            return _refused(request, refusal)
        if playback is None or playback.url is None:
            raise NotFound()
        return link_answer(playback) if wants_json(request) else HttpResponseRedirect(playback.url)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What is wrong with the school's keys is not for visitors."""
    told = refusal if isinstance(refusal, TooManyAttempts) else VideoServiceUnavailable()
    if wants_json(request):
        return refusal_answer(told)
    messages.error(request, str(told))
    return HttpResponseRedirect(request.path.removesuffix("link/"))
