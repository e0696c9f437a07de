"""News about the team."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InvitationReady:
    """Somebody is asked into the team by a link that should reach them by mail."""

    invitation_id: uuid.UUID
    door: str
    """The address under which the link's word is read, with its last slash."""
