"""What the stand-in for VdoCipher remembers, and its clock."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import IO, Any

VIEWER, UPLOADER = "viewer", "uploader"
PLATFORM_SECRET = "platform-secret-for-the-stand-in-0001"
SCHOOL_VIEWER = "school-viewer-for-the-stand-in-000002"
SCHOOL_UPLOADER = "school-uploader-for-the-stand-in-0003"


@dataclass(frozen=True, slots=True)
class Key:
    account: str
    duties: frozenset[str]


@dataclass(slots=True)
class Video:
    id: str
    account: str
    title: str
    reserved_at: float
    folder: str = "root"
    description: str = ""
    tags: list[str] = field(default_factory=list)
    uploaded_at: float | None = None
    content: IO[bytes] | None = None
    size: int = 0
    seconds: int = 0
    word: str = ""
    """A word that stays, whatever the clock says."""
    announced: bool = False


@dataclass(slots=True)
class Otp:
    """A one-time ticket, with all that was sent for it."""

    text: str
    video_id: str
    made_at: float
    terms: dict[str, Any]
    used_at: float | None = None
    media: str = ""


@dataclass(slots=True)
class Hook:
    uuid: str
    account: str
    url: str
    event: str
    status: int = 1


@dataclass(slots=True)
class Pace:
    """How long things take, in seconds."""

    queued: float = 1.0
    policy: float = 3600.0
    largest: int = 2 * 1024**3


def _known_keys() -> dict[str, Key]:
    all_duties = frozenset({VIEWER, UPLOADER})
    return {
        PLATFORM_SECRET: Key("platform", all_duties),
        SCHOOL_VIEWER: Key("school", frozenset({VIEWER})),
        SCHOOL_UPLOADER: Key("school", all_duties),
    }


class State:
    """All accounts. Every handler holds `lock` while it reads or writes."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.policy_key = secrets.token_bytes(32)
        self.reset()

    def reset(self) -> None:
        with self.lock:
            self.keys = _known_keys()
            self.videos: dict[str, Video] = {}
            self.folders: dict[str, dict[str, str]] = {}
            self.files: dict[str, list[dict[str, str]]] = {}
            self.otps: dict[str, Otp] = {}
            self.hooks: dict[str, Hook] = {}
            self.calls: list[dict[str, Any]] = []
            self.pace = Pace()
            self._ahead = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        with self.lock:
            self._ahead += seconds

    def word_of(self, video: Video) -> str:
        """The status as the service says it now."""
        if video.word:
            return video.word
        if video.uploaded_at is None:
            return "PRE-Upload"
        return "ready" if self.now() - video.uploaded_at >= self.pace.queued else "Queued"

    def seen(self, video: Video) -> dict[str, Any]:
        is_ready = self.word_of(video).lower() == "ready"
        return {
            "id": video.id,
            "title": video.title,
            "description": video.description,
            "upload_time": int(video.uploaded_at or video.reserved_at),
            "length": video.seconds if is_ready else 0,
            "status": self.word_of(video),
            "posters": [{"width": 720, "height": 405, "posterUrl": f"/posters/{video.id}.jpg"}]
            if is_ready
            else [],
            "tags": video.tags,
        }
