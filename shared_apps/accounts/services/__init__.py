"""Writes of identity. `sessions`: sign-ins and their tokens."""

from shared_apps.accounts.services.sessions import (
    SessionTokens,
    end_session,
    end_sessions,
    rotate_refresh,
    start_session,
)

__all__ = ["SessionTokens", "end_session", "end_sessions", "rotate_refresh", "start_session"]
