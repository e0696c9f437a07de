"""Short signed addresses of private files: `/files/<school>/<token>/<name>`.

The token says which file, how it is shown and until when; school and name are signed with it. Who
holds the link may open it, so it lives for seconds and is made when somebody with access asks.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from tenants.keys import tenant_key
from tenants.storage.keys import Key, KeyRefused, own_key, parse_key

if TYPE_CHECKING:
    from tenants.storage.backends import SchoolKeys

INLINE_TYPES = ("video/", "image/")
"""Everything else is only ever downloaded: a document is never rendered on our origin."""
MAX_TOKEN_CHARS = 400
WATCHING = timedelta(hours=6)
"""How long a browser that opened a video in time may go on reading it."""
_BAD_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


class LinkInvalid(Exception):
    """Altered, for another school, or over."""


def signed_url(
    key: str,
    *,
    name: str = "",
    inline: bool = False,
    now: datetime | None = None,
    lifetime: timedelta | None = None,
) -> str:
    """An address of a private file of the active school, good for `lifetime` or `SIGNED_LINK_LIFETIME`.

    `name` is what the browser calls the file; `inline` is honoured for videos and pictures only.
    Raises `KeyRefused` for a file of another school.
    """
    storage = cast("SchoolKeys", default_storage)
    return storage.private_url(key, name=name, inline=inline, now=now or timezone.now(), lifetime=lifetime)


def local_link(key: str, *, name: str, inline: bool, now: datetime, lifetime: timedelta | None = None) -> str:
    """The form that our own view serves."""
    found = own_key(key)
    shown = display_name(name, found)
    expires = int((now + (lifetime or settings.SIGNED_LINK_LIFETIME)).timestamp())
    shows = "i" if inline and found.content_type.startswith(INLINE_TYPES) else "d"
    payload = f"{expires}.{shows}.{found.kind}/{found.file}"
    token = _encode(payload.encode()) + "." + _encode(_signature(found.school, payload, shown))
    return f"/files/{found.school or 'platform'}/{token}/{quote(shown)}"


@dataclass(frozen=True, slots=True)
class OpenLink:
    """What a good link opens: the file, and whether it is shown rather than downloaded."""

    key: Key
    is_shown: bool


def read_link(*, school: uuid.UUID, token: str, name: str, now: datetime, opened: str = "") -> OpenLink:
    """What a link opens. Raises `LinkInvalid`.

    `opened` is what `opened_mark` gave to a browser that opened this link in time: a video is read
    in pieces for as long as somebody watches, so for that browser the link stays good.
    """
    if len(token) > MAX_TOKEN_CHARS:
        raise LinkInvalid("too long")
    raw, _dot, signature = token.partition(".")
    try:
        payload = _decode(raw).decode()
        given = _decode(signature)
    except (ValueError, binascii.Error) as error:
        raise LinkInvalid("not a link") from error
    if not hmac.compare_digest(given, _signature(str(school), payload, name)):
        raise LinkInvalid("altered")
    expires, shows, file = payload.split(".", 2)
    if int(expires) < now.timestamp() and not _was_opened(school, token, opened, now):
        raise LinkInvalid("over")
    try:
        return OpenLink(parse_key(f"tenants/{school}/private/{file}"), shows == "i")
    except KeyRefused as error:
        raise LinkInvalid("not a file") from error


def opened_mark(*, school: uuid.UUID, token: str, now: datetime) -> str:
    """Proof for the browser that just opened the link, good for `WATCHING`."""
    until = str(int((now + WATCHING).timestamp()))
    return f"{until}.{_encode(_signature(str(school), f'opened.{until}', token))}"


def _was_opened(school: uuid.UUID, token: str, opened: str, now: datetime) -> bool:
    until, _dot, signature = opened.partition(".")
    expected = _encode(_signature(str(school), f"opened.{until}", token))
    if not hmac.compare_digest(signature.encode(), expected.encode()):
        return False
    return int(until) >= now.timestamp()


def display_name(name: str, key: Key) -> str:
    """`name` without what file systems and headers choke on, ending as the stored file does."""
    extension = key.file.rpartition(".")[2]
    stem = _BAD_IN_NAMES.sub(" ", name).strip(" .")
    if stem.lower().endswith(f".{extension}"):
        stem = stem[: -len(extension) - 1].strip(" .")
    return f"{stem[:100] or 'file'}.{extension}"


def _signature(school: str | None, payload: str, name: str) -> bytes:
    secret = tenant_key(tenant_id=uuid.UUID(school) if school else None, purpose="files")
    return hmac.new(secret, f"{payload}\n{name}".encode(), hashlib.sha256).digest()


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
