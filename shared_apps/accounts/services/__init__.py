"""What can be done with identities: `people` new ones, `signing_in` passwords checked, `sessions`
started and ended, `passwords` changed, `codes` for forgotten ones, `members` what a person is to a school.
"""

from shared_apps.accounts.services.codes import request_password_code, reset_password, verify_password_code
from shared_apps.accounts.services.members import find_member, register_member_source
from shared_apps.accounts.services.passwords import change_password, refuse_different, refuse_weak_password
from shared_apps.accounts.services.people import PersonDetails, prepare_person, save_person
from shared_apps.accounts.services.sessions import (
    Tokens,
    end_session,
    end_sessions_of,
    find_session_of_token,
    note_who_acts,
    read_refresh,
    renew_session,
    rotate_session,
    start_session,
)
from shared_apps.accounts.services.signing_in import check_credentials, count_opened_school, count_sign_up

__all__ = [
    "PersonDetails",
    "Tokens",
    "change_password",
    "check_credentials",
    "count_opened_school",
    "count_sign_up",
    "end_session",
    "end_sessions_of",
    "find_member",
    "find_session_of_token",
    "note_who_acts",
    "prepare_person",
    "read_refresh",
    "refuse_different",
    "refuse_weak_password",
    "register_member_source",
    "renew_session",
    "request_password_code",
    "reset_password",
    "rotate_session",
    "save_person",
    "start_session",
    "verify_password_code",
]
