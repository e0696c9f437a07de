"""Reads of identities and sessions."""

from shared_apps.accounts.selectors.people import (
    DEFAULT_REGION,
    find_person,
    find_person_by_email,
    find_taken,
)
from shared_apps.accounts.selectors.sessions import find_live_session, find_session

__all__ = [
    "DEFAULT_REGION",
    "find_live_session",
    "find_person",
    "find_person_by_email",
    "find_session",
    "find_taken",
]
