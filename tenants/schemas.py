"""Names of schools' schemas."""

from __future__ import annotations

import re
import secrets

_PATTERN = re.compile(r"t_[0-9a-f]{16}")


def new_schema_name() -> str:
    """`t_` and 16 hex digits: opaque, never made from what a person typed."""
    return f"t_{secrets.token_hex(8)}"


def quoted_schema(name: str) -> str:
    """`name` as an identifier in SQL. Raises `ValueError` for what is no school's schema."""
    if not _PATTERN.fullmatch(name):
        raise ValueError(f"{name!r} is not the name of a school's schema")
    return f'"{name}"'
