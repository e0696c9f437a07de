"""Another e-mail becomes a person's once a code from that mailbox came back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from shared_apps.accounts.errors import CodeWrong, DetailsTaken
from shared_apps.accounts.events import EmailReplaced
from shared_apps.accounts.models import OneTimeCode, Session, User
from shared_apps.accounts.selectors import find_waiting_email
from shared_apps.accounts.services.one_time import close_codes, match_code, replace_code, spend_code
from shared_apps.accounts.services.spreading import change_person, refuse_taken
from shared_apps.kernel import counters
from shared_apps.kernel.events import publish

PURPOSE = OneTimeCode.Purpose.NEW_EMAIL
_HOUR = timedelta(hours=1)


def count_new_email(*, user: User, email: str, now: datetime) -> None:
    """Count one code that is asked for, by person and by mailbox. Raises `TooManyAttempts`.

    Call it before a transaction. By mailbox, so that nobody is flooded by many accounts.
    """
    limit = settings.CODE_REQUESTS_PER_HOUR
    counters.hit(key=f"new_email:{user.pk}", limit=limit, window=_HOUR, now=now)
    counters.hit(key=f"new_email:to:{email}", limit=limit, window=_HOUR, now=now)


def ask_new_email(*, user: User, email: str, now: datetime) -> None:
    """Mail a code to `email`; an address that waited before does so no longer."""
    replace_code(user=user, purpose=PURPOSE, lifetime=settings.NEW_EMAIL_CODE_LIFETIME, now=now, target=email)


def ask_new_email_again(*, session: Session, now: datetime) -> str:
    """Mail a fresh code to the address that waits, and return it.

    Raises `CodeWrong` when none waits, or `TooManyAttempts`.
    """
    waiting = find_waiting_email(user_id=session.user_id)
    if waiting is None:
        raise CodeWrong
    count_new_email(user=session.user, email=waiting.target, now=now)
    ask_new_email(user=session.user, email=waiting.target, now=now)
    return waiting.target


def drop_new_email(*, session: Session, now: datetime) -> None:
    """Keep the e-mail as it is; the code that was mailed opens nothing any more."""
    close_codes(user=session.user, purpose=PURPOSE, now=now)


def confirm_new_email(*, session: Session, code: str, now: datetime) -> User:
    """The address that waits is the person's e-mail from now on; the former one, if any, is told.

    Raises `CodeWrong`, `CodeExpired`, or `DetailsTaken` when somebody has it meanwhile.
    """
    user = session.user
    code_id = match_code(user=user, purpose=PURPOSE, raw=code, now=now)
    email = OneTimeCode.objects.values_list("target", flat=True).get(pk=code_id)
    refuse_taken(user=user, email=email, phone=None)

    def write(locked: User) -> list[str]:
        former, locked.email = locked.email, email
        if former:
            publish(EmailReplaced(user_id=locked.pk, former=former))
        return ["email"]

    try:
        with transaction.atomic():
            spend_code(code_id=code_id, now=now)
            return change_person(user=user, write=write)
    except IntegrityError as error:
        raise DetailsTaken(fields=["email"]) from error
