"""What the school's staff does with news from the platform, and the log with what was done."""

from __future__ import annotations

from django.utils import timezone

from shared_apps.accounts.events import PersonChanged
from shared_apps.kernel.acts import ActDone
from shared_apps.kernel.events import receive
from shared_apps.teachers.events import SchoolOpened
from tenant_apps.staff.events import InvitationReady
from tenant_apps.staff.models import StaffMember
from tenant_apps.staff.services import add_owner, write_line
from tenant_apps.staff.tasks import mail_invitation
from tenants.tasks import after_commit


@receive(SchoolOpened)
def add_owner_of_new_school(event: SchoolOpened) -> None:
    add_owner(user_id=event.user_id, full_name=event.full_name, email=event.email)


@receive(ActDone)
def write_what_was_done(event: ActDone) -> None:
    write_line(done=event, now=timezone.now())


@receive(PersonChanged)
def copy_name_and_email(event: PersonChanged) -> None:
    StaffMember.objects.filter(user_id=event.user_id).update(full_name=event.full_name, email=event.email)


@receive(InvitationReady)
def mail_the_link(event: InvitationReady) -> None:
    after_commit(mail_invitation, str(event.invitation_id), event.door)
