"""What we ask the video service for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tenant_apps.video.errors import VideoIdUnknown
from tenant_apps.video.services.vdocipher import answers
from tenant_apps.video.services.vdocipher.answers import Seen, Ticket, UploadTicket
from tenant_apps.video.services.vdocipher.transport import Transport


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a video is played."""

    seconds: int
    watermark: str
    host: str
    viewer: str
    countries: tuple[str, ...] = ()

    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "ttl": self.seconds,
            "annotate": json.dumps([_moving(self.watermark)]),
            "whitelisthref": self.host,
            "userId": self.viewer,
        }
        if self.countries:
            found["ipGeo"] = {"allow": list(self.countries)}
        return found


class VdoCipher:
    """One account: a key that looks and plays, and one that reserves and deletes.

    All methods raise `VideoServiceUnavailable` and `VideoServiceRefused`; those that name a video also
    `VideoIdUnknown`.
    """

    def __init__(self, *, base_url: str, viewer_secret: str, uploader_secret: str) -> None:
        self._viewer = Transport(base_url=base_url, secret=viewer_secret)
        self._uploader = Transport(base_url=base_url, secret=uploader_secret)

    def reserve(self, *, title: str) -> UploadTicket:
        """A place for one video."""
        return answers.upload_ticket(self._uploader.ask("PUT", "/videos", params={"title": title}))

    def look(self, *, external_id: str) -> Seen:
        """How far the video is."""
        return answers.seen(self._viewer.ask("GET", f"/videos/{external_id}"))

    def ticket(self, *, external_id: str, terms: Terms) -> Ticket:
        """A one-time ticket to play."""
        return answers.ticket(self._viewer.ask("POST", f"/videos/{external_id}/otp", json=terms.body()))

    def delete(self, *, external_ids: Sequence[str]) -> None:
        """Delete the videos; those that are gone already are fine."""
        try:
            self._uploader.ask("DELETE", "/videos", params={"videos": ",".join(external_ids)})
        except VideoIdUnknown:
            return

    def tell_news(self, *, url: str) -> None:
        """Have the service send a word to `url` whenever a video of the account is ready."""
        hook = {"type": "http", "value": url, "event": "video:ready", "status": 1}
        self._uploader.ask("POST", "/hooks/", json=hook)

    def check_keys(self) -> None:
        """Ask for a short list with each key: a wrong one is refused."""
        for transport in (self._viewer, self._uploader):
            transport.ask("GET", "/videos", params={"page": 1, "limit": 1})


def _moving(text: str) -> dict[str, str]:
    """A watermark that changes its place every five seconds and rests two."""
    return {
        "type": "rtext",
        "text": text,
        "alpha": "0.60",
        "color": "0xFFFFFF",
        "size": "15",
        "interval": "5000",
        "skip": "2000",
    }
