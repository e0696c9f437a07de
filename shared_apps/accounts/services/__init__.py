"""What can be done with identities, sessions, passwords and one-time codes."""

from shared_apps.accounts.services.members import find_member, register_member_source
from shared_apps.accounts.services.sessions import (
    Tokens,
    end_session,
    end_sessions_of,
    read_refresh,
    rotate_session,
    start_session,
)

__all__ = [
    "Tokens",
    "end_session",
    "end_sessions_of",
    "find_member",
    "read_refresh",
    "register_member_source",
    "rotate_session",
    "start_session",
]
