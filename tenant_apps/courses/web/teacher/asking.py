"""What stands behind the question mark of an address."""

from __future__ import annotations

from django.http import HttpRequest

LONGEST = 100


def asked(request: HttpRequest, name: str) -> str:
    """The query's text without what no database takes; empty when it is not there."""
    return request.GET.get(name, "").replace("\0", "").strip()[:LONGEST]
