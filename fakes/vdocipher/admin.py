"""For tests and the demo: script troubles, move the clock, read what was recorded."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from fakes.faults import Fault
from fakes.vdocipher.hooks import announce
from fakes.vdocipher.state import Pace
from fakes.web import Answer, Request, Routes

if TYPE_CHECKING:
    from fakes.vdocipher.app import VdoCipherFake

BASE = "/_fake"
ROUTES = Routes()


@ROUTES.on("GET", BASE)
def told(fake: VdoCipherFake, request: Request) -> Answer:
    """Everything that is remembered."""
    state = fake.state
    with state.lock:
        return Answer(
            {
                "videos": [state.seen(video) | {"size": video.size} for video in state.videos.values()],
                "otps": [asdict(otp) for otp in state.otps.values()],
                "hooks": [asdict(hook) for hook in state.hooks.values()],
                "calls": state.calls,
                "pace": asdict(state.pace),
            }
        )


@ROUTES.on("POST", f"{BASE}/faults")
def add_fault(fake: VdoCipherFake, request: Request) -> Answer:
    try:
        fake.faults.add(Fault(**_known(Fault, request.json())))
    except (TypeError, ValueError) as error:
        return Answer({"message": str(error)}, 400)
    return Answer({"message": "Done"})


@ROUTES.on("DELETE", f"{BASE}/faults")
def clear_faults(fake: VdoCipherFake, request: Request) -> Answer:
    fake.faults.clear()
    return Answer({"message": "Done"})


@ROUTES.on("POST", f"{BASE}/pace")
def set_pace(fake: VdoCipherFake, request: Request) -> Answer:
    for name, value in _known(Pace, request.json()).items():
        setattr(fake.state.pace, name, value)
    return Answer(asdict(fake.state.pace))


@ROUTES.on("POST", f"{BASE}/clock")
def advance(fake: VdoCipherFake, request: Request) -> Answer:
    fake.state.advance(float(request.json().get("seconds", 0)))
    announce(fake.state)
    return Answer({"message": "Done"})


@ROUTES.on("POST", f"{BASE}/videos/<id>")
def set_word(fake: VdoCipherFake, request: Request, id: str) -> Answer:
    """Hold a video at a word, as one that is stuck; an empty word lets it go on."""
    video = fake.state.videos.get(id)
    if video is None:
        return Answer({"message": "Video not found"}, 404)
    video.word = str(request.json().get("word", ""))
    announce(fake.state)
    return Answer(fake.state.seen(video))


@ROUTES.on("POST", f"{BASE}/reset")
def reset(fake: VdoCipherFake, request: Request) -> Answer:
    fake.faults.clear()
    fake.state.reset()
    return Answer({"message": "Done"})


def _known(kind: type, given: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in given.items() if name in names}
