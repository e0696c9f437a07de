"""A multipart form in the order in which it was sent, with its file on disk."""

from __future__ import annotations

import mmap
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from fakes.web import Request

LONGEST_FIELD = 64 * 1024
_NAME = re.compile(rb'name="([^"]*)"', re.IGNORECASE)
_FILENAME = re.compile(rb'filename="([^"]*)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    value: bytes
    """What the field says; empty for a file."""
    file: IO[bytes] | None = None


def parts_of(request: Request) -> list[Part]:
    """The parts in their order. Raises `ValueError` for what is no multipart form."""
    match = re.search(r'boundary="?([^";]+)', request.header("Content-Type"))
    if not match:
        raise ValueError("no boundary")
    with tempfile.TemporaryFile() as body:
        for piece in request.pieces():
            body.write(piece)
        if not body.tell():
            raise ValueError("no body")
        body.flush()
        with mmap.mmap(body.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return [_part(content, *edges) for edges in _edges(content, b"--" + match[1].encode())]


def _edges(content: mmap.mmap, mark: bytes) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends."""
    at = content.find(mark)
    if at == -1:
        raise ValueError("no part")
    while True:
        start = at + len(mark)
        if content[start : start + 2] == b"--":
            return
        at = content.find(b"\r\n" + mark, start)
        if at == -1:
            raise ValueError("a part without an end")
        yield start + 2, at
        at += 2


def _part(content: mmap.mmap, start: int, end: int) -> Part:
    head_ends = content.find(b"\r\n\r\n", start, end)
    if head_ends == -1:
        raise ValueError("a part without a head")
    head = content[start:head_ends]
    name = _NAME.search(head.replace(b"filename=", b"file="))
    shown = name[1].decode(errors="replace") if name else ""
    if not _FILENAME.search(head):
        return Part(shown, content[head_ends + 4 : min(end, head_ends + 4 + LONGEST_FIELD)])
    kept = tempfile.TemporaryFile()  # noqa: SIM115  (whoever gets the part keeps it)
    for at in range(head_ends + 4, end, 1 << 20):
        kept.write(content[at : min(at + (1 << 20), end)])
    kept.seek(0)
    return Part(shown, b"", kept)
