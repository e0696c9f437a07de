"""Forgotten passwords: a six-character code by mail, asked for, tried, spent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from shared_apps.accounts.errors import CodeEmailUnknown, CodeWrong, EmailUnknown
from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.accounts.rules import address_prefix
from shared_apps.accounts.selectors import find_person_by_email
from shared_apps.accounts.services.one_time import match_code, replace_code, spend_code
from shared_apps.accounts.services.passwords import refuse_weak_password, set_password
from shared_apps.kernel import counters

PURPOSE = OneTimeCode.Purpose.PASSWORD_RESET
HOUR = timedelta(hours=1)
PER_ACCOUNT = 4
"""Times as many requests per account from all addresses together."""
PER_ADDRESS = 20
"""Times as many requests per address as per account: a classroom shares one."""


def request_password_code(*, email: str, address: str, now: datetime) -> OneTimeCode | None:
    """A fresh code for the person with this e-mail, mailed by `tasks.mail_password_code`.

    It replaces an earlier one and is good only at the place (school or platform) where it was asked
    for. Raises `EmailUnknown` (with NEUTRAL_ANSWERS: returns None instead) or `TooManyAttempts`.
    """
    limit = settings.CODE_REQUESTS_PER_HOUR
    counters.hit(
        key=f"code_request:address:{address_prefix(address)}", limit=limit * PER_ADDRESS, window=HOUR, now=now
    )
    account = email.strip().lower()
    # Per address too, so that a stranger who asks in somebody's name does not use up their requests.
    counters.hit(key=f"code_request:{account}:{address_prefix(address)}", limit=limit, window=HOUR, now=now)
    counters.hit(key=f"code_request:{account}", limit=limit * PER_ACCOUNT, window=HOUR, now=now)
    user = find_person_by_email(email=email)
    if user is None:
        if settings.NEUTRAL_ANSWERS:
            return None
        raise EmailUnknown
    return replace_code(user=user, purpose=PURPOSE, lifetime=settings.ONE_TIME_CODE_LIFETIME, now=now)


def verify_password_code(*, email: str, code: str, now: datetime) -> None:
    """Count one try and say whether the code would do; it stays good.

    Raises `CodeEmailUnknown`, `CodeWrong` (also when all tries are used up) or `CodeExpired`.
    """
    match_code(user=_known_person(email), purpose=PURPOSE, raw=code, now=now)


def reset_password(
    *, email: str, code: str, new_password: str, now: datetime, field: str = "new_password"
) -> User:
    """Spend the code, store the password and end every session of the person, at every school.

    Raises as `verify_password_code`, or `InvalidInput` on `field`, which costs no try.
    """
    user = _known_person(email)
    refuse_weak_password(password=new_password, user=user, field=field)
    code_id = match_code(user=user, purpose=PURPOSE, raw=code, now=now)
    with transaction.atomic():
        # Of two confirmations at once one finds the row unused.
        spend_code(code_id=code_id, now=now)
        set_password(user=user, password=new_password, reason="password_reset", now=now)
    return user


def _known_person(email: str) -> User:
    user = find_person_by_email(email=email)
    if user is None:
        raise CodeWrong if settings.NEUTRAL_ANSWERS else CodeEmailUnknown
    return user
