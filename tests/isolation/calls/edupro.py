"""Bodies of `edupro`."""

from __future__ import annotations

from typing import Any

BODY_OBJECTS: set[str] = set()
BODIES: dict[str, Any] = {}
