"""News about schools, for the apps above."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SchoolStateChanged:
    """A school was suspended, restored or archived; `state` is the new one."""

    tenant_id: uuid.UUID
    state: str


@dataclass(frozen=True, slots=True)
class SchoolDropped:
    """A school is being removed; what the platform keeps about it has to go in the same transaction."""

    tenant_id: uuid.UUID
    username: str | None
