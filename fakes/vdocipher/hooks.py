"""News of finished videos, sent to whoever registered an address. Nothing is signed."""

from __future__ import annotations

import json
import threading
import urllib.request
from contextlib import suppress
from typing import Any

from fakes.vdocipher.state import Hook, State, Video

PATIENCE = 5.0


def announce_later(state: State, seconds: float) -> None:
    """Look whether there is news after so many seconds."""
    timer = threading.Timer(seconds + 0.05, announce, args=(state,))
    timer.daemon = True
    timer.start()


def announce(state: State) -> None:
    """Tell every hook of its account about videos that became ready, each once."""
    with state.lock:
        news = [
            (hook, video)
            for video in state.videos.values()
            if not video.announced and state.word_of(video).lower() == "ready"
            for hook in state.hooks.values()
            if hook.account == video.account and hook.status
        ]
        for _hook, video in news:
            video.announced = True
    for hook, video in news:
        threading.Thread(target=deliver, args=(hook, delivery(state, hook, video)), daemon=True).start()


def delivery(state: State, hook: Hook, video: Video) -> dict[str, Any]:
    seen = state.seen(video)
    names = ("id", "title", "upload_time", "tags", "length", "status")
    return {
        "hookId": hook.uuid,
        "event": hook.event,
        "time": int(state.now() * 1000),
        "payload": {name: seen[name] for name in names},
    }


def deliver(hook: Hook, told: dict[str, Any]) -> None:
    request = urllib.request.Request(  # noqa: S310  (the address was given by the test)
        hook.url, json.dumps(told).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with suppress(OSError):
        urllib.request.urlopen(request, timeout=PATIENCE).close()  # noqa: S310
