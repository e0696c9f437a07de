"""News of the operator console."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """A school was told that it will be closed; its owner should hear of it by mail."""

    notice_id: uuid.UUID
