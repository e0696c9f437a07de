"""What the proxy in front of the product does to answers (`encode` in `deploy/Caddyfile`), without one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

ENCODED = (
    "text/",
    "application/json",
    "application/javascript",
    "application/manifest+json",
    "image/svg+xml",
)
"""The kinds of answers that the proxy compresses unless it is told others."""
FEWEST_BYTES = 512


class EncodingMiddleware(GZipMiddleware):
    """Compresses by gzip: a browser gets a little more from the proxy's zstd."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        kind = response.get("Content-Type", "")
        if response.streaming or not kind.startswith(ENCODED) or len(response.content) < FEWEST_BYTES:
            return response
        return super().process_response(request, response)
