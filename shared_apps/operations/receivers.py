"""What follows from acts of operators: mails, after commit."""

from __future__ import annotations

from shared_apps.kernel.events import receive
from shared_apps.operations.events import NoticeGiven
from shared_apps.operations.tasks import mail_school_notice
from tenants.tasks import after_commit


@receive(NoticeGiven)
def mail_the_owner(event: NoticeGiven) -> None:
    after_commit(mail_school_notice, str(event.notice_id))
