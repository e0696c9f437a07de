"""Section 1 of the document, as far as it is about identities alone.

`answers` what several views share, `sessions` sign-out and refresh, `passwords` change and reset.
"""

from shared_apps.accounts.api.edupro_v1.answers import DetailOutput, ErrorOutput, MissingArgument
from shared_apps.accounts.api.edupro_v1.passwords import (
    ChangePassword,
    PasswordResetConfirm,
    PasswordResetRequest,
    PasswordResetVerify,
)
from shared_apps.accounts.api.edupro_v1.sessions import Logout, TokenRefresh

__all__ = [
    "ChangePassword",
    "DetailOutput",
    "ErrorOutput",
    "Logout",
    "MissingArgument",
    "PasswordResetConfirm",
    "PasswordResetRequest",
    "PasswordResetVerify",
    "TokenRefresh",
]
