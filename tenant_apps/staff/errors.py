"""Why somebody is not let in as staff, or a team not changed so."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.errors import CredentialsWrong
from shared_apps.kernel.errors import Kind, Refusal


class NotStaffHere(CredentialsWrong):
    """The password is right, but not for running a school here: answered like a wrong one."""


class RoleUnknown(Refusal):
    code = "role_unknown"
    field = "role"
    message = _("Choose instructor or assistant.")


class OwnerStays(Refusal):
    """The owner's own row cannot be changed or shut out: a school always has one."""

    code = "owner_stays"
    kind = Kind.CONFLICT
    message = _("The owner of the school stays its owner.")


class AlreadyInTeam(Refusal):
    code = "already_in_team"
    kind = Kind.CONFLICT
    field = "email"
    message = _("Somebody with this e-mail is in your team already.")


class AlreadyInvited(Refusal):
    code = "already_invited"
    kind = Kind.CONFLICT
    field = "email"
    message = _("An invitation to this e-mail is open already.")


class InvitationOver(Refusal):
    """Not known, used, withdrawn or too old; nobody is told which."""

    code = "invitation_over"
    kind = Kind.MISSING
    message = _("This invitation cannot be used any more. Ask for a new one.")


class StudiesHere(Refusal):
    """The account is a student's of this school: one account is one thing at a school."""

    code = "studies_here"
    kind = Kind.CONFLICT
    field = "email"
    message = _("This e-mail belongs to a student of the school. Use another one for the team.")
