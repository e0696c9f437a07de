"""What tests do with a page: send its form, and read it."""

from __future__ import annotations

from typing import Any

from tests.client import Api


def send(client: Api, path: str, data: dict[str, Any] | None = None, *, status: int | None = 302) -> Any:
    """As a browser sends a form."""
    return client.post(path, data or {}, status=status, format="multipart")


def body(client: Api, path: str) -> str:
    return client.get(path).content.decode()
