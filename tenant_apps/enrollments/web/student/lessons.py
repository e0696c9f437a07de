"""What the player of a lesson asks and tells."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils import timezone

from shared_apps.kernel.errors import Kind, NotFound, Refusal
from tenant_apps.enrollments.selectors import get_lesson_for_student
from tenant_apps.enrollments.services import mark_lesson, open_lesson, record_watch
from tenant_apps.enrollments.web.student.reading import LearnerPage, student_of
from tenant_apps.students.models import Student
from tenant_apps.video.errors import VideoNotReady
from tenant_apps.video.selectors import find_ready_video, find_video
from tenant_apps.video.services import document_link, playback_link, refresh_status
from tenant_apps.video.web.answers import link_answer, refusal_answer, state_answer, stream_answer, wants_json
from tenant_apps.video.web.viewers import viewer_of

MAX_REPORT_BYTES = 2_000
MAX_SECONDS = 1_000_000


class PlayerCall(LearnerPage):
    """Base of what the player's script asks: answers JSON, refusals included.

    Without script the answer to a refusal is the lesson's page, which says why.
    """

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not wants_json(request):
            try:
                return super().dispatch(request, *args, **kwargs)
            except Refusal as refusal:
                if refusal.kind == Kind.UNAVAILABLE:
                    messages.error(request, str(refusal))
                return HttpResponseRedirect(reverse("lesson_player", args=[kwargs["lesson_id"]]))
        if getattr(request, "actor", None) is None:
            return JsonResponse({"detail": "Not signed in."}, status=401)
        try:
            return super().dispatch(request, *args, **kwargs)
        except (NotFound, Http404):
            return JsonResponse({"detail": "Not found."}, status=404)
        except Refusal as refusal:
            return refusal_answer(refusal)


class LessonLink(PlayerCall):
    """A new short address of the lesson's video; without script the browser is sent there."""

    def post(self, request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        lesson = open_lesson(student=student, lesson_id=lesson_id, now=now).lesson
        playback = playback_link(lesson=lesson, now=now, viewer=viewer_of(request))
        if playback is None or playback.url is None:
            raise VideoNotReady()
        hls_url = reverse("lesson_stream", args=[lesson_id])
        return link_answer(playback, hls_url) if wants_json(request) else HttpResponseRedirect(playback.url)


class LessonStream(LearnerPage):
    """The playlist of the lesson's video, for whoever may play it now."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        student = student_of(request)
        try:
            lesson = open_lesson(student=student, lesson_id=lesson_id, now=timezone.now()).lesson
        except NotFound:
            raise
        except Refusal as refusal:
            return refusal_answer(refusal)
        return stream_answer(find_ready_video(lesson=lesson))


class LessonVideoState(PlayerCall):
    """How far the lesson's video is, for a page that waits."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        video = find_video(lesson=get_lesson_for_student(student=student, lesson_id=lesson_id, now=now))
        return state_answer(refresh_status(video=video, now=now) if video else None)


class LessonWatch(PlayerCall):
    """The player tells how far it is."""

    def post(self, request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        report = _report(request)
        if report is None:
            return JsonResponse({"detail": "Seconds are whole numbers."}, status=400)
        watched, position = report
        progress = record_watch(
            student=student_of(request),
            lesson_id=lesson_id,
            position_seconds=position,
            watched_seconds=watched,
            now=timezone.now(),
        )
        return JsonResponse(
            {"is_completed": progress.is_completed, "watched_seconds": progress.watched_seconds}
        )


class LessonComplete(LearnerPage):
    """`done=1` marks the lesson, `done=0` takes the mark back; with `next` one goes on to that lesson."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        is_done = request.POST.get("done", "1") != "0"
        student = student_of(request)
        try:
            mark_lesson(student=student, lesson_id=lesson_id, is_completed=is_done, now=timezone.now())
        except NotFound:
            raise
        except Refusal:
            return HttpResponseRedirect(reverse("lesson_player", args=[lesson_id]))  # the page says why
        return HttpResponseRedirect(reverse("lesson_player", args=[_next_id(request, student) or lesson_id]))


class LessonDocument(LearnerPage):
    """Sends the browser to a short address of the lesson's document."""

    def get(self, request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
        now, student = timezone.now(), student_of(request)
        try:
            lesson = get_lesson_for_student(student=student, lesson_id=lesson_id, now=now)
        except NotFound:
            raise
        except Refusal:
            return HttpResponseRedirect(reverse("lesson_player", args=[lesson_id]))  # the page says why
        link = document_link(lesson=lesson, now=now)
        if link is None:
            raise Http404
        response = HttpResponseRedirect(link)
        response["Cache-Control"] = "no-store"
        return response


def _next_id(request: HttpRequest, student: Student) -> uuid.UUID | None:
    """The lesson to go on to, unless the school has withdrawn it since the page was opened."""
    try:
        wanted = uuid.UUID(request.POST.get("next", ""))
        get_lesson_for_student(student=student, lesson_id=wanted, now=timezone.now())
    except (ValueError, NotFound):
        return None
    except Refusal:
        return wanted  # its page says why
    return wanted


def _report(request: HttpRequest) -> tuple[int, int] | None:
    """Watched seconds and position out of JSON, or out of the form that a leaving page sends."""
    told: Any = request.POST
    if request.content_type == "application/json":
        try:
            told = json.loads(request.body) if len(request.body) <= MAX_REPORT_BYTES else None
        except (ValueError, RecursionError):
            told = None
    if not hasattr(told, "get"):
        return None
    try:
        watched, position = int(told.get("watched_seconds", 0)), int(told.get("position_seconds", 0))
    except (TypeError, ValueError, OverflowError):
        return None
    in_range = 0 <= watched <= MAX_SECONDS and 0 <= position <= MAX_SECONDS
    return (watched, position) if in_range else None
