"""Uploads are what their bytes say, and their name must say the same.

Only the containers and formats listed here are taken. Documents are stored and downloaded, never
opened by us; of a ZIP we read the directory and one small entry, within limits.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.errors import Refusal, Text

HEAD = 4096
MAX_ZIP_ENTRIES = 5_000
MAX_ZIP_BYTES = 500 * 1024 * 1024
MAX_ZIP_RATIO = 200
MAX_CONTENT_TYPES_BYTES = 1024 * 1024

VIDEO_FAMILIES = {"mp4": "iso", "m4v": "iso", "mov": "iso", "webm": "ebml", "mkv": "ebml", "avi": "riff"}
_ISO_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_STREAMS = {"doc": "WordDocument", "ppt": "PowerPoint Document"}
_OOXML_TYPES = {
    "docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "pptx": b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
DOCUMENT_EXTENSIONS = ("pdf", "doc", "docx", "ppt", "pptx")
_BROKEN_ZIP = (
    *(zipfile.BadZipFile, zlib.error, KeyError, RuntimeError),
    *(OSError, ValueError, EOFError),
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class FileRefused(Refusal):
    code = "file_refused"
    message = _("This file cannot be used.")


class FileTooLarge(FileRefused):
    code = "file_too_large"
    message = _("This file is too large.")


def extension_of(name: str) -> str:
    """The last extension in small letters, without its dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def clean_name(name: str, *, longest: int = 200) -> str:
    """`name` without folders and invisible signs, cut in front of its extension."""
    shown = _CONTROL.sub("", name.replace("\\", "/").rpartition("/")[2]).strip()
    extension = extension_of(shown)
    if len(shown) <= longest or not extension:
        return shown[:longest]
    return shown[: longest - len(extension) - 1] + f".{extension}"


def check_video(*, upload: File, field: str, max_bytes: int, wrong_type: Text, too_large: Text) -> None:
    """Refuse what is not a video container by name and by bytes. Leaves the file at its start.

    Raises `FileRefused` with `wrong_type`, `FileTooLarge` with `too_large`.
    """
    _check_size(upload, field, max_bytes, wrong_type, too_large)
    family = VIDEO_FAMILIES.get(extension_of(upload.name or ""))
    if family is None or _family_of(_head(upload)) != family:
        raise FileRefused(wrong_type, field=field)


def check_document(*, upload: File, field: str, max_bytes: int, wrong_type: Text, too_large: Text) -> None:
    """Refuse what is not PDF, Word or PowerPoint by name and by bytes. Leaves the file at its start.

    Raises `FileRefused` with `wrong_type`, `FileTooLarge` with `too_large`.
    """
    _check_size(upload, field, max_bytes, wrong_type, too_large)
    try:
        good = _is_document(upload, extension_of(upload.name or ""))
    finally:
        upload.seek(0)
    if not good:
        raise FileRefused(wrong_type, field=field)


def _check_size(upload: File, field: str, max_bytes: int, wrong_type: Text, too_large: Text) -> None:
    if not upload.size:
        raise FileRefused(wrong_type, field=field)
    if upload.size > max_bytes:
        raise FileTooLarge(too_large, field=field)


def _head(upload: File) -> bytes:
    upload.seek(0)
    head: bytes = upload.read(HEAD)
    upload.seek(0)
    return head


def _family_of(head: bytes) -> str | None:
    if head[4:8] in _ISO_BOXES:
        return "iso"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "ebml"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "riff"
    return None


def _is_document(upload: File, extension: str) -> bool:
    if extension == "pdf":
        return _head(upload).startswith(b"%PDF-")
    if extension in _OLE_STREAMS:
        return _is_ole(upload, _OLE_STREAMS[extension])
    if extension in _OOXML_TYPES:
        return _is_ooxml(upload, _OOXML_TYPES[extension])
    return False


def _is_ole(upload: File, stream: str) -> bool:
    if not _head(upload).startswith(_OLE):
        return False
    # The directory names its streams in UTF-16; where it lies in the file is up to the writer.
    wanted, tail = stream.encode("utf-16-le"), b""
    for chunk in upload.chunks():
        if wanted in tail + chunk:
            return True
        tail = chunk[-len(wanted) :]
    return False


def _is_ooxml(upload: File, content_type: bytes) -> bool:
    if not _head(upload).startswith(b"PK\x03\x04"):
        return False
    source: IO[bytes] = upload.file  # type: ignore[assignment]  # stubs know only an optional file
    try:
        with zipfile.ZipFile(source) as archive:
            return _is_modest(archive) and content_type in _content_types(archive)
    except _BROKEN_ZIP:
        return False  # broken, encrypted, or packed in a way that Office does not use


def _is_modest(archive: zipfile.ZipFile) -> bool:
    entries = archive.infolist()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        return False
    return len(entries) <= MAX_ZIP_ENTRIES and unpacked <= min(MAX_ZIP_BYTES, MAX_ZIP_RATIO * max(packed, 1))


def _content_types(archive: zipfile.ZipFile) -> bytes:
    found = archive.getinfo("[Content_Types].xml")
    if found.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise zipfile.BadZipFile("Office packs in no other way, and others may ask for gigabytes to unpack")
    with archive.open(found) as entry:
        return entry.read(MAX_CONTENT_TYPES_BYTES)
