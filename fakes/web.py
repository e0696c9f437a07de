"""As much of a web framework as a stand-in needs: routes, requests, answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

Environ = dict[str, Any]
LONGEST_JSON = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back; `body` may be bytes, pieces of bytes, or anything that JSON can say."""

    body: Any = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


class Refused(Exception):
    """An error that the service answers in its own form."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass(slots=True)
class Request:
    environ: Environ

    @property
    def method(self) -> str:
        return str(self.environ["REQUEST_METHOD"])

    @property
    def path(self) -> str:
        return str(self.environ.get("PATH_INFO", "/"))

    @property
    def length(self) -> int:
        told = str(self.environ.get("CONTENT_LENGTH") or "0")
        return int(told) if told.isdigit() else 0

    def query(self, name: str, default: str = "") -> str:
        found = parse_qs(self.environ.get("QUERY_STRING", ""), keep_blank_values=True)
        return found.get(name, [default])[0]

    def header(self, name: str) -> str:
        key = name.upper().replace("-", "_")
        return str(self.environ.get("CONTENT_TYPE" if key == "CONTENT_TYPE" else f"HTTP_{key}", ""))

    def pieces(self, size: int = 65536) -> Iterator[bytes]:
        """The body, piece by piece."""
        left = self.length
        while left > 0:
            piece = self.environ["wsgi.input"].read(min(size, left))
            if not piece:
                raise ConnectionAbortedError
            left -= len(piece)
            yield piece

    def json(self) -> dict[str, Any]:
        """The body's object; empty when there is none, or none that can be read."""
        if self.length > LONGEST_JSON:
            return {}
        try:
            found = json.loads(b"".join(self.pieces()) or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


Handler = Callable[..., Answer]


class Routes:
    """`@routes.on("GET", "/videos/<id>")`: the names in the path are arguments of the function."""

    def __init__(self, *others: Routes) -> None:
        self._known: list[tuple[str, re.Pattern[str], Handler]] = []
        for other in others:
            self._known += other._known
        self._known.sort(key=lambda known: known[1].groups)

    def on(self, method: str, path: str) -> Callable[[Handler], Handler]:
        pattern = re.compile(re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", path) + "/?")

        def register(handler: Handler) -> Handler:
            self._known.append((method, pattern, handler))
            # An address without arguments wins over one that could be read as having some.
            self._known.sort(key=lambda known: known[1].groups)
            return handler

        return register

    def find(self, method: str, path: str) -> tuple[Handler, dict[str, str]] | None:
        for known, pattern, handler in self._known:
            match = pattern.fullmatch(path)
            if known == method and match:
                return handler, match.groupdict()
        return None


def send(answer: Answer, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The answer as WSGI wants it."""
    body = answer.body
    if not isinstance(body, bytes) and not isinstance(body, Iterator):
        body = json.dumps(body).encode()
    headers = {"Content-Type": answer.content_type, **answer.headers}
    if isinstance(body, bytes):
        headers["Content-Length"] = str(len(body))
    phrase = HTTPStatus(answer.status).phrase
    start_response(f"{answer.status} {phrase}", list(headers.items()))
    return [body] if isinstance(body, bytes) else body
