"""A service that is down is not asked again for a while, so that nobody waits for it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

FAILURES = 5
WINDOW = 30.0
"""Seconds within which so many failures open it."""
PAUSE = 20.0
"""Seconds until one request may try again."""


class Breaker:
    """One per process and account at a service. Closed: all may ask; open: none; after a pause: one."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: deque[float] = deque(maxlen=FAILURES)
        self._opened_at: float | None = None
        self._tried_at: float | None = None

    def may_ask(self) -> bool:
        """Whether the service may be asked now; after the pause True for one caller only."""
        with self._lock:
            if self._opened_at is None:
                return True
            latest = self._tried_at if self._tried_at is not None else self._opened_at
            # A trial whose caller died without a word must not keep it open for ever.
            if self._clock() - latest < PAUSE:
                return False
            self._tried_at = self._clock()
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._failures.clear()
            self._opened_at = self._tried_at = None

    def failed(self) -> None:
        with self._lock:
            now = self._clock()
            self._failures.append(now)
            many = len(self._failures) == FAILURES and now - self._failures[0] <= WINDOW
            if many or self._opened_at is not None:
                self._opened_at, self._tried_at = now, None


_breakers: dict[str, Breaker] = {}
_breakers_lock = threading.Lock()


def breaker_of(name: str) -> Breaker:
    """This process's breaker with this name: the service and the account there, never a key."""
    with _breakers_lock:
        return _breakers.setdefault(name, Breaker())


def forget_breakers() -> None:
    """All closed again, as in a new process."""
    with _breakers_lock:
        _breakers.clear()
