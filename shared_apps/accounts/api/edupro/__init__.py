"""Section 1 of the document, as far as it is about identities alone.

`shapes` what several views share, `people` what new people say of themselves, `sessions` sign-out and
refresh, `passwords` change and reset.
"""

from shared_apps.accounts.api.edupro.passwords import (
    ChangePassword,
    PasswordResetConfirm,
    PasswordResetRequest,
    PasswordResetVerify,
)
from shared_apps.accounts.api.edupro.sessions import Logout, TokenRefresh

__all__ = [
    "ChangePassword",
    "Logout",
    "PasswordResetConfirm",
    "PasswordResetRequest",
    "PasswordResetVerify",
    "TokenRefresh",
]
