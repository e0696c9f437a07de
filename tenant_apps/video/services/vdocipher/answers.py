"""What the video service answers, checked before anything believes it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

from shared_apps.kernel.errors import Refusal
from tenant_apps.video.errors import VideoServiceUnavailable
from tenant_apps.video.rules import EXTERNAL_ID

LONGEST_TEXT = 8192
LONGEST_SECONDS = 7 * 24 * 3600
FIELDS = ("policy", "key", "x-amz-signature", "x-amz-algorithm", "x-amz-date", "x-amz-credential")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UploadTicket:
    """Where a browser may upload one video for about an hour: the form's fields, then `file` last."""

    external_id: str
    upload_url: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a video is: the service's own word, and the length once it is ready."""

    word: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """What its player needs to play a video once."""

    otp: str
    playback_info: str


def upload_ticket(answer: dict[str, Any]) -> UploadTicket:
    """Raises `VideoServiceUnavailable` for anything else, as the others here."""
    payload = answer.get("clientPayload")
    if not isinstance(payload, dict):
        _nonsense("no payload to upload with")
    url = _text(payload, "uploadLink")
    place = urlsplit(url)
    if place.scheme != "https" and not (place.scheme == "http" and place.hostname in LOOPBACK):
        _nonsense("an upload address that is not safe")
    name = _text(answer, "videoId")
    if not EXTERNAL_ID.fullmatch(name):
        _nonsense("an id of another form")
    fields = {field: _text(payload, field) for field in FIELDS}
    return UploadTicket(
        external_id=name,
        upload_url=url,
        fields={**fields, "success_action_status": "201", "success_action_redirect": ""},
    )


def seen(answer: dict[str, Any]) -> Seen:
    length = answer.get("length", 0)
    if not isinstance(length, int | float) or isinstance(length, bool):
        length = 0
    if not 0 <= length <= LONGEST_SECONDS:  # also for what is not a number
        length = 0
    return Seen(word=_text(answer, "status")[:40], seconds=int(length))


def ticket(answer: dict[str, Any]) -> Ticket:
    return Ticket(otp=_text(answer, "otp"), playback_info=_text(answer, "playbackInfo"))


def _text(answer: dict[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT or "\0" in value:
        _nonsense(f"no {name}")
    return value


def _nonsense(what: str) -> NoReturn:
    log.warning("video service: an answer with %s", what)
    refusal: Refusal = VideoServiceUnavailable()
    raise refusal
