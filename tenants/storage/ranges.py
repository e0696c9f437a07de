"""Files over HTTP with byte ranges (RFC 9110, section 14): players jump, phones resume."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=([0-9]{0,19})-([0-9]{0,19})")


class RangeNotSatisfiable(Exception):
    """The first byte asked for lies behind the end."""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes from `start` up to and including `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


def parse_range(header: str, size: int) -> Span | None:
    """The one span that the header asks for; None when there is none, several, or it is no range.

    Raises `RangeNotSatisfiable`.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.group() == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < int(first):
            return None
    if start >= size or (not first and int(last) == 0):
        raise RangeNotSatisfiable
    return Span(start, end)


def answer_file(
    request: HttpRequest, file: File, *, size: int, content_type: str, etag: str
) -> HttpResponseBase:
    """The whole file, the part of it that is asked for, or 416; HEAD without a body."""
    try:
        span = _wanted(request, size, etag)
    except RangeNotSatisfiable:
        file.close()
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        )
    whole = span is None
    span = span or Span(0, size - 1)
    response: HttpResponseBase
    if request.method == "HEAD":
        file.close()
        response = HttpResponse(content_type=content_type)
    else:
        response = StreamingHttpResponse(_read(file, span), content_type=content_type)
    response.status_code = 200 if whole else 206
    response["Content-Length"] = str(span.length)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    if not whole:
        response["Content-Range"] = f"bytes {span.start}-{span.end}/{size}"
    return response


def _wanted(request: HttpRequest, size: int, etag: str) -> Span | None:
    header = request.headers.get("Range", "")
    # A part of another version would be glued to what the client has: then the whole file instead.
    if not header or request.headers.get("If-Range", etag) != etag:
        return None
    return parse_range(header, size)


def _read(file: File, span: Span) -> Iterator[bytes]:
    try:
        file.seek(span.start)
        left = span.length
        while left > 0:
            chunk = file.read(min(CHUNK, left))
            if not chunk:
                return
            left -= len(chunk)
            yield chunk
    finally:
        file.close()
