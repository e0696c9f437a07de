"""What happened to codes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CodeGuessingSuspected:
    """So many wrong codes were tried in this school within the window that somebody may be guessing."""

    tries: int
    latest_at: datetime


@dataclass(frozen=True, slots=True)
class CodeRedeemed:
    """A code was spent; published in the transaction that spent it."""

    use_id: uuid.UUID
    code_id: uuid.UUID
    student_id: uuid.UUID
