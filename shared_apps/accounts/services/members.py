"""What a signed-in person is to the active school.

The rows live in the school's own apps, which stand above this one: they register how to find them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from tenants import context

MemberSource = Callable[[uuid.UUID], Any]
_sources: dict[str, MemberSource] = {}


def register_member_source(*, kind: str, find: MemberSource) -> None:
    """Say how a session of `kind` finds its row: user id to active member of the active school or None."""
    _sources[kind] = find


def find_member(*, kind: str, user_id: uuid.UUID) -> Any:
    """The person's row (student or staff member) in the active school; None without one that counts."""
    source = _sources.get(kind)
    if source is None or context.active() is None:
        return None
    return source(user_id)
