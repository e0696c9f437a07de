"""What accounts do in the background."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from shared_apps.accounts.models import User
from shared_apps.accounts.services.mails import mail_code, mail_new_email, mail_notice
from shared_apps.accounts.services.spreading import tell_schools
from shared_apps.accounts.services.sweeping import delete_expired


@shared_task(platform_wide=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=5)
def mail_password_code(code_id: str) -> None:
    """Send the code of this row, unless it is used or over by now."""
    mail_code(code_id=code_id, now=timezone.now())


@shared_task(platform_wide=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=5)
def mail_email_code(code_id: str) -> None:
    """Send the code of this row to the new address, unless it is used or over by now."""
    mail_code(code_id=code_id, now=timezone.now())


@shared_task(platform_wide=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=5)
def mail_password_notice(user_id: str) -> None:
    """Tell a person that their password was replaced."""
    mail_notice(user_id=user_id)


@shared_task(platform_wide=True, autoretry_for=(OSError,), retry_backoff=5, max_retries=5)
def mail_email_notice(user_id: str, former: str) -> None:
    """Tell the address by which a person signed in until now that there is another."""
    mail_new_email(user_id=user_id, former=former)


@shared_task(platform_wide=True)
def spread_person(user_id: str) -> int:
    """Let every school of the person copy what it shows of them; returns how many schools."""
    user = User.objects.filter(pk=user_id).first()
    return tell_schools(user=user) if user else 0


@shared_task(platform_wide=True)
def sweep_expired() -> int:
    """Delete counters, codes and sessions that nobody can use any more; returns how many rows."""
    return delete_expired(now=timezone.now())
