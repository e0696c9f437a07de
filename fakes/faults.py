"""Troubles on request: each is scripted for a path, a method and a number of requests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fakes.web import Answer, Request

KINDS = (
    "cut",  # the connection closes, nothing was done
    "cut_after",  # it was done, the connection closes
    "slow",  # the answer comes late
    "slow_body",  # a byte at a time
    "hang",  # nothing was done, the answer comes too late
    "hang_after",  # it was done, the answer comes too late
    "error",  # 500, nothing was done
    "error_after",  # 500, it was done
    "garbage",  # 200 and a page instead of JSON
    "nonsense",  # 200 and JSON of another form
    "limit",  # 429
)
_AFTER = {"cut_after", "hang_after", "error_after", "garbage", "nonsense", "slow_body"}


@dataclass(slots=True)
class Fault:
    kind: str
    method: str = ""
    path: str = ""
    """How the path begins; empty for all."""
    times: int = 1
    """For how many requests; -1 until it is taken back."""
    seconds: float = 0.0

    def fits(self, request: Request) -> bool:
        return (not self.method or self.method == request.method) and request.path.startswith(self.path)


class Faults:
    """What is scripted, in the order in which it was."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        if fault.kind not in KINDS:
            raise ValueError(f"there is no fault {fault.kind}; there are {', '.join(KINDS)}")
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def around(self, request: Request, handle: Callable[[Request], Answer]) -> Answer:
        """The answer to the request with whatever trouble waits for it."""
        fault = self._take(request)
        if fault is None:
            return handle(request)
        if fault.kind not in _AFTER:
            return _before(fault) or handle(request)
        return _after(fault, handle(request))

    def _take(self, request: Request) -> Fault | None:
        with self._lock:
            fault = next((waiting for waiting in self._waiting if waiting.fits(request)), None)
            if fault is not None and fault.times > 0:
                fault.times -= 1
                if fault.times == 0:
                    self._waiting.remove(fault)
            return fault


def _before(fault: Fault) -> Answer | None:
    time.sleep(fault.seconds)
    if fault.kind in ("cut", "hang"):
        raise ConnectionAbortedError
    if fault.kind == "error":
        return Answer({"message": "Internal server error: shard vdo-7 unreachable"}, 500)
    if fault.kind == "limit":
        return Answer({"message": "Too many requests"}, 429, {"Retry-After": "7"})
    return None


def _after(fault: Fault, answer: Answer) -> Answer:
    if fault.kind == "slow_body":
        return Answer(_drops(fault.seconds), answer.status, content_type=answer.content_type)
    time.sleep(fault.seconds)
    if fault.kind in ("cut_after", "hang_after"):
        raise ConnectionAbortedError
    if fault.kind == "error_after":
        return Answer({"message": "Internal server error"}, 500)
    if fault.kind == "nonsense":
        return Answer({"status": ["ready"], "otp": 7, "videoId": None, "clientPayload": "x"})
    return Answer(b"<html><h1>It works!</h1>\xff\xfe", 200, content_type="text/html")


def _drops(seconds: float) -> Iterator[bytes]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        yield b" "
        time.sleep(0.1)
    yield b"{}"
