"""Why somebody is not let in as staff."""

from __future__ import annotations

from shared_apps.accounts.errors import CredentialsWrong


class NotStaffHere(CredentialsWrong):
    """The password is right, but not for running a school here: answered like a wrong one."""
