"""Files as people upload them, good and bad."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SAMPLES = Path(__file__).resolve().parent.parent / "deploy" / "demo"
SAMPLE_SECONDS = 16
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


@cache
def video_bytes(name: str = "sample.mp4") -> bytes:
    return (SAMPLES / name).read_bytes()


def video(name: str = "lesson.mp4") -> SimpleUploadedFile:
    """A video of 16 seconds."""
    return upload(video_bytes(), name)


def picture_bytes(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (15, 118, 110)).save(out, kind)
    return out.getvalue()


def picture(name: str = "photo.png") -> SimpleUploadedFile:
    return upload(picture_bytes(), name)


def pdf(name: str = "notes.pdf") -> SimpleUploadedFile:
    return upload(b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n", name)


def office_bytes(content_type: str = WORD, extra: dict[str, bytes] | None = None) -> bytes:
    """An Office file as small as it can be."""
    out = io.BytesIO()
    types = f'<Types><Override PartName="/main.xml" ContentType="{content_type}"/></Types>'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def ole_bytes(stream: str) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1000 + stream.encode("utf-16-le") + b"\0" * 500
