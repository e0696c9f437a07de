"""Keys of stored files: `tenants/<uuid>/public|private/<kind>/<random>.<ext>`, `platform/…` outside schools.

Nothing of an upload's own name but its extension reaches a key, so a key is either exactly of this
form or it is refused: no `..`, no escapes, no absolute paths.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass

from django.core.exceptions import SuspiciousFileOperation

from tenants.context import active_id

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(
    rf"(?P<owner>platform|tenants/(?P<school>{_UUID}))"
    r"/(?P<access>public|private)/(?P<kind>[a-z][a-z0-9_-]{0,30})/(?P<file>[0-9a-f]{32}\.[a-z0-9]{1,8})"
)
_WISH = re.compile(r"(?P<access>public|private)/(?P<kind>[a-z][a-z0-9_-]{0,30})/[^/]+")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "webm": "video/webm",
    "mkv": "video/x-matroska",
    "avi": "video/x-msvideo",
    "ts": "video/mp2t",
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""What each extension is served as; everything else is bytes to download."""


class KeyRefused(SuspiciousFileOperation):
    """A key that is malformed, or not of the active school: a bug or an attack, never a person's slip."""


@dataclass(frozen=True, slots=True)
class Key:
    """The parts of a valid key. `school` is the owner's UUID as text, None for the platform."""

    text: str
    owner: str
    school: str | None
    access: str
    kind: str
    file: str

    @property
    def is_public(self) -> bool:
        return self.access == "public"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES.get(self.file.rpartition(".")[2], "application/octet-stream")


def parse_key(text: str) -> Key:
    """The parts of a key. Raises `KeyRefused`."""
    match = _KEY.fullmatch(text)
    if match is None:
        raise KeyRefused("not a key of a stored file")
    return Key(text=text, **match.groupdict())


def small_key(key: Key) -> Key | None:
    """Where the smaller copy of a public picture lies; None for every other file.

    It follows from the key, so that no table has to know of it, and is no easier to guess.
    """
    if not key.is_public or not key.file.endswith(".webp"):
        return None
    name = hashlib.sha256(f"small:{key.text}".encode()).hexdigest()[:32]
    return parse_key(f"{key.text.removesuffix(key.file)}{name}.webp")


def active_owner() -> str:
    """The prefix of the active school, or of the platform."""
    school = active_id()
    return f"tenants/{school}" if school else "platform"


def own_key(text: str) -> Key:
    """The key, if it belongs to the active school (outside schools: to the platform). Raises `KeyRefused`."""
    key = parse_key(text)
    if key.owner != active_owner():
        raise KeyRefused("a file of another school")
    return key


def key_for(wish: str) -> str:
    """A new key for `public|private/<kind>/<any name>`; a key of the active school stays as it is.

    Raises `KeyRefused`.
    """
    if _KEY.fullmatch(wish):
        return own_key(wish).text
    match = _WISH.fullmatch(wish)
    if match is None:
        raise KeyRefused("a file is stored under public/ or private/ and one kind")
    extension = wish.rpartition(".")[2].lower() if "." in wish else ""
    if not _EXTENSION.fullmatch(extension):
        extension = "bin"
    return f"{active_owner()}/{match['access']}/{match['kind']}/{secrets.token_hex(16)}.{extension}"


def is_public(text: str) -> bool:
    """Whether this is the key of a public file, of whichever school."""
    match = _KEY.fullmatch(text)
    return match is not None and match["access"] == "public"


def public_url(text: str) -> str | None:
    """The address of a public file by its key, without asking the storage; None for none."""
    return f"/media/{parse_key(text).text}" if is_public(text) else None
