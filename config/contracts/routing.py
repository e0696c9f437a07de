"""How a contract's table becomes URLs."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.views import APIView


def route(address: str, view: type[APIView], **options: Any) -> list[URLPattern]:
    """Both spellings of `address`, with and without the final slash, and never a redirect between them.

    A preflight may not be redirected, and a redirected POST loses its body.
    """
    bare = address.rstrip("/")
    handler = view.as_view(**options)
    return [path(f"{bare}/", handler), path(bare, handler)]


def once(base: str, patterns: list[URLPattern]) -> list[URLResolver]:
    """The addresses of a contract below `base`, each in its spelling with the final slash only."""
    slashed = [p for p in patterns if not str(p.pattern) or str(p.pattern).endswith("/")]
    return [path(base, include(slashed))]
