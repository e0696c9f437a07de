"""The form to which browsers upload: a bucket that checks policy, fields and their order."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import IO, TYPE_CHECKING, Any

from pymediainfo import MediaInfo

from fakes.multipart import Part, parts_of
from fakes.vdocipher.hooks import announce_later
from fakes.web import Answer, Refused, Request, Routes

if TYPE_CHECKING:
    from fakes.vdocipher.app import VdoCipherFake

ROUTES = Routes()
NEEDED = ("policy", "key", "x-amz-signature", "x-amz-algorithm", "x-amz-date", "x-amz-credential")
ANYBODY = {"Access-Control-Allow-Origin": "*"}
_PREFLIGHT = {
    **ANYBODY,
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "content-type,x-requested-with",
    "Access-Control-Max-Age": "3000",
}


def xml(code: str, message: str, status: int) -> Refused:
    text = f'<?xml version="1.0"?>\n<Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return Refused(Answer(text.encode(), status, ANYBODY, "application/xml"))


@ROUTES.on("OPTIONS", "/bucket")
def preflight(fake: VdoCipherFake, request: Request) -> Answer:
    return Answer(b"", 200, _PREFLIGHT)


@ROUTES.on("POST", "/bucket")
def take(fake: VdoCipherFake, request: Request) -> Answer:
    if request.header("Authorization"):
        raise xml("InvalidArgument", "Only one auth mechanism allowed", 400)
    try:
        parts = parts_of(request)
    except ValueError as error:
        raise xml("MalformedPOSTRequest", "The body of your POST request is not well-formed", 400) from error
    fields, file = before_the_file(parts)
    policy = good_policy(fake, fields)
    size = file.seek(0, 2)
    check_conditions(policy, fields, size)
    keep(fake, fields["key"], file, size)
    if fields.get("success_action_redirect"):
        return Answer(b"", 303, {**ANYBODY, "Location": fields["success_action_redirect"]})
    if fields.get("success_action_status") != "201":
        return Answer(b"", 204, ANYBODY)
    text = f"<PostResponse><Bucket>vdo-standin</Bucket><Key>{fields['key']}</Key></PostResponse>"
    return Answer(text.encode(), 201, ANYBODY, "application/xml")


def before_the_file(parts: list[Part]) -> tuple[dict[str, str], IO[bytes]]:
    """The fields in front of the file, and the file: what comes after it is not looked at."""
    fields: dict[str, str] = {}
    for part in parts:
        if part.name == "file" and part.file is not None:
            for name in NEEDED:
                if name not in fields:
                    raise xml("InvalidArgument", f"Bucket POST must contain a field named '{name}'.", 400)
            return fields, part.file
        fields[part.name.lower()] = part.value.decode(errors="replace")
    raise xml("InvalidArgument", "POST requires exactly one file upload per request.", 400)


def good_policy(fake: VdoCipherFake, fields: dict[str, str]) -> dict[str, Any]:
    packed = fields["policy"]
    right = hmac.new(fake.state.policy_key, packed.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(right.encode(), fields["x-amz-signature"].encode()):
        message = "The request signature we calculated does not match the signature you provided."
        raise xml("SignatureDoesNotMatch", message, 403)
    policy: dict[str, Any] = json.loads(base64.b64decode(packed))
    if time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(fake.state.now())) >= policy["expiration"]:
        raise xml("AccessDenied", "Invalid according to Policy: Policy expired.", 403)
    return policy


def check_conditions(policy: dict[str, Any], fields: dict[str, str], size: int) -> None:
    for condition in policy["conditions"]:
        if isinstance(condition, dict):
            for name, value in condition.items():
                if name != "bucket" and fields.get(name) != value:
                    raise xml("AccessDenied", "Invalid according to Policy: Policy Condition failed", 403)
        elif condition[0] == "content-length-range" and not condition[1] <= size <= condition[2]:
            code = "EntityTooLarge" if size else "EntityTooSmall"
            raise xml(code, "Your proposed upload is of another size than allowed", 400)


def keep(fake: VdoCipherFake, key: str, file: IO[bytes], size: int) -> None:
    with fake.state.lock:
        video = fake.state.videos.get(key.rpartition("/")[2])
        if video is None:
            raise xml("NoSuchKey", "The video was deleted", 404)
        video.content, video.size = file, size
        video.seconds = length_of(file)
        video.uploaded_at = fake.state.now()
    announce_later(fake.state, fake.state.pace.queued)


def length_of(file: IO[bytes]) -> int:
    """Whole seconds; 0 for what is no film. Leaves the file at its start."""
    file.seek(0)
    tracks = MediaInfo.parse(file).tracks
    file.seek(0)
    lengths = [float(track.duration or 0) for track in tracks if track.track_type == "General"]
    return int(max(lengths, default=0) / 1000)
