"""What the content policy lets single pages do beside the usual."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse


def let_play(response: HttpResponse) -> HttpResponse:
    """The page may show the video service's player, and a form may lead there."""
    return _add(response, {"frame-src": [player_origin()], "form-action": [player_origin()]})


def let_upload(response: HttpResponse) -> HttpResponse:
    """The page's scripts may send files to the video service."""
    return _add(response, {"connect-src": list(settings.VDOCIPHER_UPLOAD_ORIGINS)})


def player_origin() -> str:
    """Where the service's player is: what it tells comes from there."""
    place = urlsplit(settings.VDOCIPHER_PLAYER_URL)
    return f"{place.scheme}://{place.netloc}"


def _add(response: HttpResponse, more: dict[str, list[str]]) -> HttpResponse:
    known: dict[str, list[str]] = getattr(response, "_csp_update", {})
    response._csp_update = known | more  # type: ignore[attr-defined]  # how django-csp is told
    return response
