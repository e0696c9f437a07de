"""What is done about the people who run a school: `signing_in`, `inviting` others, their `joining`,
the `mails` to them, the `team` as it is, and the lines of the `activity` log.
"""

from tenant_apps.staff.services.activity import write_line
from tenant_apps.staff.services.inviting import (
    invite,
    read_invitation,
    renew_invitation,
    send_invitation_again,
    withdraw_invitation,
    word_of,
)
from tenant_apps.staff.services.joining import accept_as_known, accept_as_new
from tenant_apps.staff.services.mails import mail_invitation
from tenant_apps.staff.services.signing_in import add_owner, enter_by_hand_over, sign_in_staff
from tenant_apps.staff.services.team import change_member, set_member_active

__all__ = [
    "accept_as_known",
    "accept_as_new",
    "add_owner",
    "change_member",
    "enter_by_hand_over",
    "invite",
    "mail_invitation",
    "read_invitation",
    "renew_invitation",
    "send_invitation_again",
    "set_member_active",
    "sign_in_staff",
    "withdraw_invitation",
    "word_of",
    "write_line",
]
