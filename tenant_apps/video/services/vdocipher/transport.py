"""One request to the video service: bounded in time and size, repeated only where that is safe."""

from __future__ import annotations

import hashlib
import json
import logging
import random
import threading
import time
from typing import Any

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError, NewConnectionError

from shared_apps.kernel.breakers import breaker_of
from tenant_apps.video.errors import VideoIdUnknown, VideoServiceRefused, VideoServiceUnavailable

MAX_BYTES = 1024 * 1024
TRIES = 3
PAUSES = (0.2, 0.8)
"""Seconds before the second and the third try, each times a random number between a half and one."""
PATIENCE = 15.0
"""Seconds after which one request is over, however many bytes still trickle in, and none is repeated."""
REPEATABLE = {"GET", "DELETE"}

log = logging.getLogger(__name__)
_of_thread = threading.local()


class _Failed(Exception):
    """The service did not do its part; `arrived` says whether it may have got the request."""

    def __init__(self, why: str, *, arrived: bool = True, retry_after: int | None = None) -> None:
        super().__init__(why)
        self.arrived = arrived
        self.retry_after = retry_after


class Transport:
    """Asks one service with one key."""

    def __init__(self, *, base_url: str, secret: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._secret = secret
        mark = hashlib.sha256(f"{self._base_url} {secret}".encode()).hexdigest()[:16]
        self._breaker = breaker_of(f"vdocipher:{mark}")

    def ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """The answer's object; `options` are `params` and `json`.

        Raises `VideoServiceUnavailable`, `VideoServiceRefused`, `VideoIdUnknown` (404).
        """
        ends_at = time.monotonic() + PATIENCE
        for attempt in range(TRIES):
            if not self._breaker.may_ask():
                raise VideoServiceUnavailable(retry_after=20)
            try:
                answer = self._ask_once(method, path, ends_at, options)
            except _Failed as failure:
                self._breaker.failed()
                log.warning("video service, %s %s: %s", method, path, failure)
                may_repeat = method in REPEATABLE or not failure.arrived
                if not may_repeat or attempt == TRIES - 1 or time.monotonic() > ends_at - PATIENCE / 2:
                    raise VideoServiceUnavailable(retry_after=failure.retry_after) from failure
                time.sleep(PAUSES[attempt] * random.uniform(0.5, 1))  # noqa: S311  (spreads load)
            else:
                self._breaker.succeeded()
                return _understood(answer, method, path)
        raise VideoServiceUnavailable()

    def _ask_once(
        self, method: str, path: str, ends_at: float, options: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        headers = {
            "Authorization": f"Apisecret {self._secret}",
            "Accept": "application/json",
            # A kept connection that the other side closed meanwhile looks like a request that failed.
            "Connection": "close",
        }
        try:
            with _session().request(
                method,
                f"{self._base_url}{path}",
                headers=headers,
                timeout=settings.VDOCIPHER_TIMEOUTS,
                allow_redirects=False,
                stream=True,
                **options,
            ) as response:
                return response.status_code, _object(response, ends_at)
        except (requests.RequestException, HTTPError, OSError) as error:
            raise _Failed(type(error).__name__, arrived=not _never_arrived(error)) from error


def _session() -> requests.Session:
    session: requests.Session | None = getattr(_of_thread, "session", None)
    if session is None:
        session = _of_thread.session = requests.Session()
        # Neither a proxy nor a password file of the machine has a say in who gets our key.
        session.trust_env = False
    return session


def _object(response: requests.Response, ends_at: float) -> dict[str, Any]:
    """The body of an answer that says something. Raises `_Failed` for trouble, size and nonsense."""
    if response.status_code == 429 or response.status_code >= 500:
        raise _Failed(f"status {response.status_code}", retry_after=_seconds(response))
    body = b""
    while piece := response.raw.read1(65536, decode_content=True):
        body += piece
        if len(body) > MAX_BYTES or time.monotonic() > ends_at:
            raise _Failed("too long an answer")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        # Refusals are told by their status alone.
        if response.status_code >= 400:
            return {}
        raise _Failed("no JSON") from error
    if isinstance(found, dict):
        return found
    if response.status_code >= 400:
        return {}
    raise _Failed("JSON that is no object")


def _understood(answer: tuple[int, dict[str, Any]], method: str, path: str) -> dict[str, Any]:
    status, found = answer
    if 200 <= status < 300:
        return found
    # The service's own words are for our log, never for a page.
    log.warning("video service, %s %s: status %s: %.200s", method, path, status, found.get("message"))
    if status == 404:
        raise VideoIdUnknown()
    raise VideoServiceRefused()


def _never_arrived(error: Exception) -> bool:
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError)


def _seconds(response: requests.Response) -> int | None:
    told = response.headers.get("Retry-After", "")
    return min(int(told), 3600) if told.isascii() and told.isdigit() and len(told) < 6 else None
