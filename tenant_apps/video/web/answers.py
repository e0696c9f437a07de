"""What scripts of pages are told in JSON: how far a video is, and what was refused."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from shared_apps.accounts.web.forms import waiting_time
from shared_apps.kernel.errors import Kind, NotFound, Refusal
from tenant_apps.video.models import Video
from tenant_apps.video.selectors import NO_VIDEO
from tenant_apps.video.services import Playback, playlist

Answer = TypeVar("Answer", bound=HttpResponse)
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"
STATUSES = {
    Kind.MISSING: 404,
    Kind.FORBIDDEN: 403,
    Kind.CONFLICT: 409,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}


def refusal_answer(refusal: Refusal) -> JsonResponse:
    """In the reader's words; `code` is for the script."""
    sentence = str(refusal)
    if refusal.kind == Kind.TOO_MANY and refusal.retry_after:
        sentence = f"{sentence} {waiting_time(seconds=refusal.retry_after)}"
    told = {"detail": sentence, "code": refusal.code}
    return fresh(JsonResponse(told, status=STATUSES.get(refusal.kind, 400)))


def state_answer(video: Video | None) -> JsonResponse:
    """How far the video is: `none`, `uploading`, `processing`, `ready` or `failed`."""
    return fresh(JsonResponse({"state": video.state if video else NO_VIDEO}))


def link_answer(playback: Playback, hls_url: str = "") -> JsonResponse:
    """Where it plays: a file, with `hls_url` also as pieces, or with `is_framed` a page for a frame."""
    told: dict[str, Any] = {
        "url": playback.url,
        "content_type": playback.content_type,
        "is_framed": playback.is_framed,
    }
    if playback.has_pieces and hls_url:
        told["hls_url"] = hls_url
    return fresh(JsonResponse(told))


def stream_answer(video: Video | None) -> HttpResponse:
    """The playlist of somebody who may play. Raises `NotFound` for a video without pieces."""
    told = playlist(video=video, now=timezone.now()) if video else None
    if told is None:
        raise NotFound()
    return fresh(HttpResponse(told, content_type=PLAYLIST_TYPE))


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return (
        "application/json" in request.headers.get("Accept", "") or request.content_type == "application/json"
    )


def fresh(response: Answer) -> Answer:
    """Nobody keeps the answer."""
    response["Cache-Control"] = "no-store"
    return response
