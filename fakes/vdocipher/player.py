"""The player in its frame: plays once for a fresh ticket, and moves the viewer's text over the picture."""

from __future__ import annotations

import base64
import html
import json
import re
import secrets
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from fakes.vdocipher.state import Otp
from fakes.web import Answer, Request, Routes

if TYPE_CHECKING:
    from fakes.vdocipher.app import VdoCipherFake

ROUTES = Routes()
PAGES = Path(__file__).parent / "pages"
SAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "demo" / "sample.mp4"
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@ROUTES.on("GET", "/v2")
def player(fake: VdoCipherFake, request: Request) -> Answer:
    """The page in the frame, or why it does not play."""
    otp = fake.state.otps.get(request.query("otp"))
    why = trouble(fake, request, otp)
    if otp is None or why:
        page = (PAGES / "refused.html").read_text().replace("{{why}}", html.escape(why))
        return Answer(page.encode(), 403, content_type="text/html; charset=utf-8")
    with fake.state.lock:
        otp.used_at, otp.media = fake.state.now(), secrets.token_urlsafe(16)
    notes = [note for note in json.loads(otp.terms.get("annotate", "[]")) if note["type"] != "image"]
    page = (PAGES / "player.html").read_text()
    page = page.replace("{{media}}", f"/v2/media/{otp.media}")
    page = page.replace("{{notes}}", html.escape(json.dumps(notes)))
    return Answer(page.encode(), content_type="text/html; charset=utf-8")


def trouble(fake: VdoCipherFake, request: Request, otp: Otp | None) -> str:
    """Why this ticket opens nothing; empty when it does."""
    if otp is None:
        return "OTP is invalid"
    if otp.used_at is not None:
        return "OTP was used"
    if fake.state.now() - otp.made_at > otp.terms.get("ttl", 6 * 3600):
        return "OTP expired"
    if otp.video_id not in fake.state.videos or video_named(request) != otp.video_id:
        return "Video not found"
    host = urlsplit(request.header("Referer")).hostname or ""
    if otp.terms.get("whitelisthref", "") not in host:
        return "This video may not be embedded here"
    return ""


def video_named(request: Request) -> str:
    try:
        return str(json.loads(base64.b64decode(request.query("playbackInfo")))["videoId"])
    except (ValueError, KeyError, TypeError):
        return ""


@ROUTES.on("GET", "/v2/player.js")
def player_js(fake: VdoCipherFake, request: Request) -> Answer:
    return Answer((PAGES / "player.js").read_bytes(), content_type="text/javascript")


@ROUTES.on("GET", "/v2/api.js")
def api_js(fake: VdoCipherFake, request: Request) -> Answer:
    """What the page around the frame may load: `VdoPlayer.getInstance(frame).video`."""
    return Answer((PAGES / "api.js").read_bytes(), content_type="text/javascript")


@ROUTES.on("GET", "/v2/media/<name>")
def media(fake: VdoCipherFake, request: Request, name: str) -> Answer:
    """The film, or a part of it, while the page that the ticket opened is there."""
    otp = next((one for one in fake.state.otps.values() if one.media == name), None)
    video = fake.state.videos.get(otp.video_id) if otp else None
    if video is None:
        return Answer({"message": "Not found"}, 404)
    if video.content is None:
        content = SAMPLE.read_bytes()
        return _ranged(request, len(content), lambda start, end: content[start : end + 1])
    return _ranged(request, video.size, partial(_slice, fake, video.content))


def _slice(fake: VdoCipherFake, file: IO[bytes], start: int, end: int) -> bytes:
    with fake.state.lock:
        file.seek(start)
        return file.read(end - start + 1)


def _ranged(request: Request, size: int, read: Callable[[int, int], bytes]) -> Answer:
    match = _RANGE.match(request.header("Range"))
    start = int(match[1]) if match else 0
    end = min(int(match[2]), size - 1) if match and match[2] else size - 1
    if start > end:
        return Answer(b"", 416, {"Content-Range": f"bytes */{size}"})
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(end - start + 1)}
    if match:
        headers["Content-Range"] = f"bytes {start}-{end}/{size}"

    def pieces() -> Iterator[bytes]:
        for at in range(start, end + 1, 1 << 18):
            yield read(at, min(at + (1 << 18) - 1, end))

    return Answer(pieces(), 206 if match else 200, headers, "video/mp4")
