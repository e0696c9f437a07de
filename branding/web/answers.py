"""How what carries the brand is answered: kept by browsers, asked for again by tag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

FOR_GOOD = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"


def answer_kept(
    request: HttpRequest, *, make: Callable[[], str | bytes], content_type: str, version: str
) -> HttpResponse:
    """The body, or 304 without making it. Kept for good when the query's `v` begins the version."""
    tag = f'"{hashlib.sha256(version.encode()).hexdigest()[:20]}"'
    asked = [part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")]
    fresh = tag in asked
    body = b"" if fresh else make()
    response = HttpResponse(body, content_type=content_type, status=304 if fresh else 200)
    response["ETag"] = tag
    response["Cache-Control"] = FOR_GOOD if version.startswith(request.GET.get("v") or "-") else ASK_AGAIN
    response["X-Content-Type-Options"] = "nosniff"
    return response
