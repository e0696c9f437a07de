"""What the platform's lists were asked for, out of their address."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

MAX_SEARCH_CHARS = 100


def asked(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """What the address says under each name, cleaned; empty when nothing."""
    # No text in the database can hold NUL, so it cannot be looked for either.
    return {name: request.GET.get(name, "").replace("\0", "").strip() for name in names}


def as_number(text: str) -> int | None:
    """The category's number; one that no category has when the text is none."""
    if not text:
        return None
    # Beyond a big integer the database would refuse the comparison.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1
