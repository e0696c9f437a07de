"""The calls of a video's life: reserve, look, ticket, delete."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
import time
from typing import TYPE_CHECKING, Any

from fakes.vdocipher.state import UPLOADER, VIEWER, Key, Otp, Video
from fakes.web import Answer, Refused, Request, Routes

if TYPE_CHECKING:
    from fakes.vdocipher.app import VdoCipherFake

BASE = "/api"
ROUTES = Routes()
DEFAULT_TTL = 6 * 3600
_VIEWER_NAME = re.compile(r"[A-Za-z0-9_-]{1,36}")


def refused(message: str, status: int = 400) -> Refused:
    return Refused(Answer({"message": message}, status))


def key_of(fake: VdoCipherFake, request: Request, duty: str) -> Key:
    """The key that was sent, if it is one and has the duty. Notes the call."""
    scheme, _space, secret = request.header("Authorization").partition(" ")
    key = fake.state.keys.get(secret) if scheme == "Apisecret" else None
    with fake.state.lock:
        fake.state.calls.append(
            {"method": request.method, "path": request.path, "account": key.account if key else None}
        )
    if key is None:
        raise refused("Authentication failed", 401)
    if duty not in key.duties:
        raise refused("This key may not do that", 403)
    return key


def video_of(fake: VdoCipherFake, key: Key, id: str) -> Video:
    video = fake.state.videos.get(id)
    if video is None or video.account != key.account:
        raise refused("Video not found", 404)
    return video


def new_video(fake: VdoCipherFake, key: Key, request: Request, title: str) -> Video:
    video = Video(
        id=secrets.token_hex(16),
        account=key.account,
        title=title,
        reserved_at=fake.state.now(),
        folder=request.query("folderId", "root"),
    )
    with fake.state.lock:
        fake.state.videos[video.id] = video
    return video


@ROUTES.on("PUT", f"{BASE}/videos")
def reserve(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, UPLOADER)
    title = request.query("title")
    if not title:
        raise refused("title is required")
    video = new_video(fake, key, request, title)
    return Answer({"clientPayload": payload_for(fake, request, video), "videoId": video.id})


def payload_for(fake: VdoCipherFake, request: Request, video: Video) -> dict[str, str]:
    """The fields of the upload form, and where to send it."""
    now = fake.state.now()
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    credential = f"AKIASTANDIN/{stamp[:8]}/ap-south-1/s3/aws4_request"
    name = f"orig/{video.id}"
    policy = {
        "expiration": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now + fake.state.pace.policy)),
        "conditions": [
            {"bucket": "vdo-standin"},
            {"key": name},
            {"x-amz-credential": credential},
            {"x-amz-date": stamp},
            ["starts-with", "$success_action_status", ""],
            ["starts-with", "$success_action_redirect", ""],
            ["content-length-range", 1, fake.state.pace.largest],
        ],
    }
    packed = base64.b64encode(json.dumps(policy).encode()).decode()
    return {
        "policy": packed,
        "key": name,
        "x-amz-signature": hmac.new(fake.state.policy_key, packed.encode(), hashlib.sha256).hexdigest(),
        "x-amz-algorithm": "AWS4-HMAC-SHA256",
        "x-amz-date": stamp,
        "x-amz-credential": credential,
        "uploadLink": f"http://{request.header('Host')}/bucket",
    }


@ROUTES.on("GET", f"{BASE}/videos/<id>")
def look(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    key = key_of(fake, request, VIEWER)
    return Answer(fake.state.seen(video_of(fake, key, id)))


@ROUTES.on("DELETE", f"{BASE}/videos")
def delete(fake: VdoCipherFake, request: Request) -> Answer:
    key = key_of(fake, request, UPLOADER)
    names = [name for name in request.query("videos").split(",") if name]
    if not names:
        raise refused("videos is required")
    videos = [video_of(fake, key, name) for name in names]
    with fake.state.lock:
        for video in videos:
            fake.state.videos.pop(video.id, None)
    return Answer({"message": f"Successfully deleted {len(videos)} videos"})


@ROUTES.on("POST", f"{BASE}/videos/<id>/otp")
def ticket(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    key = key_of(fake, request, VIEWER)
    video = video_of(fake, key, id)
    terms = request.json()
    check_terms(terms)
    if fake.state.word_of(video).lower() != "ready":
        raise refused("Video is not ready")
    otp = Otp(
        text="20160313versASE323" + secrets.token_hex(32),
        video_id=video.id,
        made_at=fake.state.now(),
        terms=terms,
    )
    with fake.state.lock:
        fake.state.otps[otp.text] = otp
    info = base64.b64encode(json.dumps({"videoId": video.id}).encode()).decode()
    return Answer({"otp": otp.text, "playbackInfo": info})


def check_terms(terms: dict[str, Any]) -> None:
    ttl = terms.get("ttl", DEFAULT_TTL)
    if not isinstance(ttl, int) or isinstance(ttl, bool) or ttl < 1:
        raise refused("ttl must be a number of seconds")
    if "annotate" in terms:
        check_annotate(terms["annotate"])
    if not isinstance(terms.get("whitelisthref", ""), str):
        raise refused("whitelisthref must be a string")
    if "userId" in terms and not _VIEWER_NAME.fullmatch(str(terms["userId"])):
        raise refused("userId must be up to 36 of A-Z a-z 0-9 _ -")
    geo = terms.get("ipGeo", {})
    if not isinstance(geo, dict) or set(geo) - {"allow", "block", "except"}:
        raise refused("ipGeo is not valid")


def check_annotate(annotate: Any) -> None:
    """Text that holds JSON: a list of notes."""
    try:
        notes = json.loads(annotate) if isinstance(annotate, str) else None
    except ValueError:
        notes = None
    if not isinstance(notes, list) or not all(isinstance(note, dict) and "type" in note for note in notes):
        raise refused("annotate must be a JSON string")
