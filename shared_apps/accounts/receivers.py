"""What follows from news about identities: mails, after commit."""

from __future__ import annotations

from shared_apps.accounts.events import (
    EmailReplaced,
    IdentityWritten,
    NewEmailCodeIssued,
    PasswordCodeIssued,
    PasswordReplaced,
)
from shared_apps.accounts.tasks import (
    mail_email_code,
    mail_email_notice,
    mail_password_code,
    mail_password_notice,
    spread_person,
)
from shared_apps.kernel.events import receive
from tenants.tasks import after_commit


@receive(PasswordCodeIssued)
def send_code(event: PasswordCodeIssued) -> None:
    after_commit(mail_password_code, str(event.code_id))


@receive(NewEmailCodeIssued)
def send_code_to_the_new_address(event: NewEmailCodeIssued) -> None:
    after_commit(mail_email_code, str(event.code_id))


@receive(PasswordReplaced)
def send_notice(event: PasswordReplaced) -> None:
    after_commit(mail_password_notice, str(event.user_id))


@receive(EmailReplaced)
def tell_the_former_address(event: EmailReplaced) -> None:
    after_commit(mail_email_notice, str(event.user_id), event.former)


@receive(IdentityWritten)
def tell_the_other_schools(event: IdentityWritten) -> None:
    after_commit(spread_person, str(event.user_id))
