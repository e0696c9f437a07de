"""What the uploader and the player of teachers ask: answers JSON, refusals included."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.web.actors import Actor
from shared_apps.accounts.web.pages import TeacherPage
from shared_apps.kernel.errors import NotFound, Refusal
from tenant_apps.courses.web.teacher.rights import CoursePage, EditorPage, module_of
from tenant_apps.video import services
from tenant_apps.video.errors import VideoNotReady
from tenant_apps.video.selectors import find_ready_video, find_video
from tenant_apps.video.services import LessonInput
from tenant_apps.video.web.answers import (
    fresh,
    link_answer,
    refusal_answer,
    state_answer,
    stream_answer,
    wants_json,
)
from tenant_apps.video.web.teacher.lessons import lesson_of
from tenant_apps.video.web.viewers import viewer_of


class EditorCall(EditorPage):
    """Base: a refusal is an answer, nobody is led anywhere."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return JsonResponse({"detail": "Not signed in."}, status=401)
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            return JsonResponse({"detail": "Not found."}, status=404)
        except Refusal as refusal:
            return refusal_answer(refusal)


class LessonFromFile(EditorCall):
    """A new lesson for one of several files: a title and no video yet."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID, module_id: uuid.UUID) -> HttpResponse:
        module_of(course_id=course_id, module_id=module_id)
        changes: LessonInput = {
            "title": request.POST.get("title", ""),
            "is_published": request.POST.get("is_published") == "on",
        }
        lesson = services.create_lesson(module_id=module_id, changes=changes, now=timezone.now())
        return fresh(JsonResponse(places_of(course_id=course_id, lesson_id=lesson.id), status=201))


class UploadPlace(EditorCall):
    """Where the browser sends the lesson's video, and with which fields: to the service, else to us."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        lesson = lesson_of(course_id=course_id, lesson_id=lesson_id)
        if services.account_in_use() is None:
            here = reverse("teacher_lesson_file", args=[course_id, lesson_id])
            fields = {"csrfmiddlewaretoken": get_token(request)}
            return fresh(JsonResponse({"video_id": "", "url": here, "fields": fields}))
        actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the page middleware
        ticket = services.reserve_upload(title=lesson.title, by=actor.user.pk, now=timezone.now())
        told = {"video_id": ticket.external_id, "url": ticket.upload_url, "fields": ticket.fields}
        return fresh(JsonResponse(told))


class LessonFile(EditorCall):
    """A film for our own storage: the lesson's video as soon as it is there."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        lesson_of(course_id=course_id, lesson_id=lesson_id)
        upload = request.FILES.get("file")
        if upload is None:
            return fresh(JsonResponse({"detail": _("Choose a video.")}, status=400))
        video = services.attach_video(lesson_id=lesson_id, upload=upload, now=timezone.now())
        return state_answer(video)


class LessonVideo(EditorCall):
    """GET: how far the lesson's video is. POST: the uploaded one is this lesson's from now on."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        video = find_video(lesson=lesson_of(course_id=course_id, lesson_id=lesson_id))
        if video is not None:
            video = services.refresh_status(video=video, now=timezone.now())
        return state_answer(video)

    def post(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        lesson = lesson_of(course_id=course_id, lesson_id=lesson_id)
        name = request.POST.get("video_id", "")
        if not name and services.account_in_use() is None:
            return state_answer(find_video(lesson=lesson))  # it came with the file
        # The service may need a moment until it knows of the file that it has just taken.
        video = services.attach_external(
            lesson_id=lesson_id,
            external_id=name,
            now=timezone.now(),
            awaits_upload=True,
        )
        return state_answer(video)


class LessonVideoLink(CoursePage):
    """Where the lesson plays for staff; without script the browser is sent there."""

    http_method_names = ["post"]

    def admits(self, actor: Actor) -> bool:
        return TeacherPage.admits(self, actor)

    def post(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        lesson = lesson_of(course_id=course_id, lesson_id=lesson_id)
        try:
            playback = services.playback_link(lesson=lesson, now=timezone.now(), viewer=viewer_of(request))
            if playback is None or playback.url is None:
                raise VideoNotReady()
        except NotFound:
            raise
        except Refusal as refusal:
            if wants_json(request):
                return refusal_answer(refusal)
            return HttpResponseRedirect(reverse("teacher_lesson_preview", args=[course_id, lesson_id]))
        hls_url = reverse("teacher_lesson_stream", args=[course_id, lesson_id])
        return link_answer(playback, hls_url) if wants_json(request) else HttpResponseRedirect(playback.url)


class LessonStream(CoursePage):
    """The playlist of the lesson's video for staff."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, course_id: uuid.UUID, lesson_id: uuid.UUID) -> HttpResponse:
        return stream_answer(find_ready_video(lesson=lesson_of(course_id=course_id, lesson_id=lesson_id)))


def places_of(*, course_id: uuid.UUID, lesson_id: uuid.UUID) -> dict[str, str]:
    """What the uploader asks about one lesson, and its page."""
    names = {
        "place": "teacher_upload_place",
        "video": "teacher_lesson_video",
        "page": "teacher_lesson",
    }
    return {key: reverse(name, args=[course_id, lesson_id]) for key, name in names.items()}
