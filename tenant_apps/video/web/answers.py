"""What scripts of pages are told in JSON: how far a video is, and what was refused."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse

from shared_apps.accounts.web.forms import waiting_time
from shared_apps.kernel.errors import Kind, Refusal
from tenant_apps.video.models import Video
from tenant_apps.video.selectors import NO_VIDEO
from tenant_apps.video.services import Playback

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


def link_answer(playback: Playback) -> JsonResponse:
    """Where it plays: a file, or with `is_framed` a page for a frame."""
    told: dict[str, Any] = {
        "url": playback.url,
        "content_type": playback.content_type,
        "is_framed": playback.is_framed,
    }
    return fresh(JsonResponse(told))


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return (
        "application/json" in request.headers.get("Accept", "") or request.content_type == "application/json"
    )


def fresh(response: JsonResponse) -> JsonResponse:
    """Nobody keeps the answer."""
    response["Cache-Control"] = "no-store"
    return response
