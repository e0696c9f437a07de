"""Ask the real VdoCipher what the stand-in says of it: python -m fakes.smoke film.mp4

For whoever has an account: VDOCIPHER_API_SECRET (a key that may upload) comes from the environment.
One short film is uploaded, followed, given a ticket and deleted again. Prints one line a behaviour.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import requests

BASE = os.environ.get("VDOCIPHER_BASE_URL", "https://dev.vdocipher.com/api")
PATIENCE = 15 * 60
FORM = {"policy", "key", "x-amz-signature", "x-amz-algorithm", "x-amz-date", "x-amz-credential", "uploadLink"}
Check = tuple[str, bool, Any]


class Account:
    def __init__(self, secret: str) -> None:
        self._headers = {"Authorization": f"Apisecret {secret}", "Accept": "application/json"}

    def ask(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        answer = requests.request(method, f"{BASE}{path}", headers=self._headers, timeout=30, **options)
        try:
            return answer.status_code, answer.json()
        except ValueError:
            return answer.status_code, answer.text[:200]


def checks(account: Account, film: Path) -> Iterator[Check]:
    """Each behaviour with whether it is as expected, and what came."""
    status, told = Account("wrong").ask("GET", "/videos?limit=1")
    yield "a wrong key: 401 with a message", status == 401 and "message" in told, (status, told)
    status, told = account.ask("GET", "/videos/" + "0" * 32)
    yield "an unknown video: 404", status == 404, (status, told)
    status, told = account.ask("PUT", "/videos", params={"title": "EduPro smoke test"})
    yield "reserving: 200 with the form", status == 200 and set(told["clientPayload"]) == FORM, told
    name = told["videoId"]
    try:
        yield from _life(account, film, name, dict(told["clientPayload"]))
    finally:
        status, told = account.ask("DELETE", "/videos", params={"videos": name})
        yield "deleting: 200", status == 200, (status, told)


def _life(account: Account, film: Path, name: str, payload: dict[str, str]) -> Iterator[Check]:
    _status, seen = account.ask("GET", f"/videos/{name}")
    yield "before the upload: Pre-Upload", seen["status"].lower() == "pre-upload", seen["status"]
    link = payload.pop("uploadLink")
    fields = {**payload, "success_action_status": "201", "success_action_redirect": ""}
    parts: dict[str, Any] = {key: (None, value) for key, value in fields.items()}
    answer = requests.post(link, files={**parts, "file": ("a.mp4", film.read_bytes())}, timeout=300)
    yield "the form with the file last: 201", answer.status_code == 201, answer.text[:200]
    words = _followed(account, name)
    yield "its words until it is ready", words[-1].lower() == "ready", words
    terms = {
        "ttl": 300,
        "annotate": json.dumps([{"type": "rtext", "text": "smoke", "alpha": "0.60", "size": "15"}]),
        "whitelisthref": "example.com",
        "userId": "a" * 32,
    }
    status, told = account.ask("POST", f"/videos/{name}/otp", json=terms)
    yield "a ticket with all terms: 200", status == 200 and {"otp", "playbackInfo"} <= set(told), status
    for wrong in ({"ttl": "x"}, {"annotate": "no json"}, {"userId": "a" * 37}):
        status, told = account.ask("POST", f"/videos/{name}/otp", json=wrong)
        yield f"a ticket on the terms {wrong}: 400", status == 400, (status, told)


def _followed(account: Account, name: str) -> list[str]:
    words: list[str] = []
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        _status, seen = account.ask("GET", f"/videos/{name}")
        if not words or words[-1] != seen["status"]:
            words.append(seen["status"])
        if words[-1].lower() == "ready":
            break
        time.sleep(10)
    return words


def main(arguments: list[str], say: Callable[[str], None] = print) -> int:
    secret = os.environ.get("VDOCIPHER_API_SECRET", "")
    film = Path(arguments[0]) if arguments else Path("deploy/demo/sample.mp4")
    if not secret or not film.exists():
        say("set VDOCIPHER_API_SECRET, and name a short film")
        return 2
    failed = 0
    for what, good, came in checks(Account(secret), film):
        failed += not good
        say(f"{'ok  ' if good else 'DIFF'}  {what}" + ("" if good else f": {came}"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
