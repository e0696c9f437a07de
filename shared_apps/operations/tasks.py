"""What the console does in the background."""

from __future__ import annotations

from celery import shared_task

from shared_apps.operations.services.mails import mail_notice


@shared_task(platform_wide=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=5)
def mail_school_notice(notice_id: str) -> None:
    """Tell the owner of a warned school, unless the notice was withdrawn by now."""
    mail_notice(notice_id=notice_id)
