"""What follows from news about identities: mails, after commit."""

from __future__ import annotations

from shared_apps.accounts.events import PasswordCodeIssued, PasswordReplaced
from shared_apps.accounts.tasks import mail_password_code, mail_password_notice
from shared_apps.kernel.events import receive
from tenants.tasks import after_commit


@receive(PasswordCodeIssued)
def send_code(event: PasswordCodeIssued) -> None:
    after_commit(mail_password_code, str(event.code_id))


@receive(PasswordReplaced)
def send_notice(event: PasswordReplaced) -> None:
    after_commit(mail_password_notice, str(event.user_id))
