"""Reads of identities and sessions."""

from shared_apps.accounts.selectors.people import (
    DEFAULT_REGION,
    find_person,
    find_person_by_email,
    find_taken,
    find_taken_by_others,
    find_waiting_email,
)
from shared_apps.accounts.selectors.sessions import find_live_session, find_session, list_devices

__all__ = [
    "DEFAULT_REGION",
    "find_live_session",
    "find_person",
    "find_person_by_email",
    "find_session",
    "find_taken",
    "find_taken_by_others",
    "find_waiting_email",
    "list_devices",
]
