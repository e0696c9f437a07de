"""The stand-in for VdoCipher: one server for the session, emptied for each test that asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from fakes.faults import Fault
from fakes.serving import running
from fakes.vdocipher import PLATFORM_SECRET, VdoCipherFake
from fakes.vdocipher.state import Video
from tests.uploads import video_bytes


class Service:
    """What a test sees of it."""

    def __init__(self, base: str, fake: VdoCipherFake) -> None:
        self.base = base
        self.fake = fake

    def trouble(self, kind: str, **options: Any) -> None:
        self.fake.faults.add(Fault(kind, **{"times": -1, **options}))

    def well(self) -> None:
        self.fake.faults.clear()

    def upload(self, url: str, fields: dict[str, str], content: bytes | None = None) -> requests.Response:
        """As a browser does it: all fields, the file last."""
        film = video_bytes() if content is None else content
        parts = {**{name: (None, value) for name, value in fields.items()}, "file": ("a.mp4", film)}
        return requests.post(url, files=parts, timeout=10)

    def video(self, name: str) -> Video | None:
        return self.fake.state.videos.get(name)

    def calls(self, method: str, ending: str = "") -> int:
        """How often the API was asked so."""
        return sum(
            1 for call in self.fake.state.calls if call["method"] == method and call["path"].endswith(ending)
        )

    @property
    def terms(self) -> list[dict[str, Any]]:
        """What was sent for each ticket, in order, with the notes unpacked."""
        return [
            otp.terms | {"annotate": json.loads(otp.terms["annotate"])}
            for otp in self.fake.state.otps.values()
        ]


@pytest.fixture(scope="session")
def _vdocipher_server() -> Iterator[Service]:
    fake = VdoCipherFake()
    with running(fake) as base:
        yield Service(base, fake)


@pytest.fixture
def vdocipher_server(_vdocipher_server: Service, settings: Any) -> Iterator[Service]:
    """The service is there; the platform has no account."""
    from shared_apps.kernel.breakers import forget_breakers

    _vdocipher_server.fake.state.reset()
    _vdocipher_server.fake.faults.clear()
    settings.VDOCIPHER_BASE_URL = f"{_vdocipher_server.base}/api"
    settings.VDOCIPHER_PLAYER_URL = f"{_vdocipher_server.base}/v2/"
    settings.VDOCIPHER_TIMEOUTS = (0.5, 0.5)
    forget_breakers()
    yield _vdocipher_server
    forget_breakers()


@pytest.fixture
def vdocipher(vdocipher_server: Service, settings: Any) -> Service:
    """The platform has an account at the service."""
    settings.VDOCIPHER_API_SECRET = PLATFORM_SECRET
    return vdocipher_server
