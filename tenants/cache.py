"""Cache keys that carry the school, so that equal keys of two schools never meet."""

from __future__ import annotations

from tenants.context import active_id


def school_key(key: str, key_prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: the active school's UUID (or `platform`) before the key."""
    return f"{key_prefix}:{active_id() or 'platform'}:{version}:{key}"
