"""Forgotten passwords: a six-character code by mail, asked for, tried, spent."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from shared_apps.accounts.errors import CodeEmailUnknown, CodeExpired, CodeWrong, EmailUnknown
from shared_apps.accounts.events import PasswordCodeIssued
from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.accounts.rules import address_prefix, clean_code, code_digest, code_of
from shared_apps.accounts.selectors import find_person_by_email
from shared_apps.accounts.services.passwords import refuse_weak_password, set_password
from shared_apps.kernel import counters
from shared_apps.kernel.events import publish
from shared_apps.kernel.models import new_id
from tenants import context
from tenants.keys import tenant_key

PURPOSE = OneTimeCode.Purpose.PASSWORD_RESET
HOUR = timedelta(hours=1)
PER_ACCOUNT = 4
"""Times as many requests per account from all addresses together."""
PER_ADDRESS = 20
"""Times as many requests per address as per account: a classroom shares one."""

# Counted and read in one statement, before the comparison: parallel guesses each take one try.
_TAKE_TRY = """
UPDATE public.accounts_onetimecode SET tries = tries + 1
WHERE user_id = %(user)s AND purpose = %(purpose)s AND tenant_id IS NOT DISTINCT FROM %(tenant)s
  AND used_at IS NULL AND expires_at > %(now)s AND tries < %(limit)s
RETURNING id, digest
"""


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
    return _replace_code(user, now)


def code_to_mail(*, code: OneTimeCode) -> str:
    """The characters that belong to the row, for its mail."""
    return code_of(key=tenant_key(tenant_id=code.tenant_id, purpose="one_time_code"), seed=code.pk.bytes)


def verify_password_code(*, email: str, code: str, now: datetime) -> None:
    """Count one try and say whether the code would do; it stays good.

    Raises `CodeEmailUnknown`, `CodeWrong` (also when all tries are used up) or `CodeExpired`.
    """
    _matching_code(_known_person(email), code, now)


def reset_password(
    *, email: str, code: str, new_password: str, now: datetime, field: str = "new_password"
) -> User:
    """Spend the code, store the password and end every session of the person, at every school.

    Raises as `verify_password_code`, or `InvalidInput` on `field`, which costs no try.
    """
    user = _known_person(email)
    refuse_weak_password(password=new_password, user=user, field=field)
    code_id = _matching_code(user, code, now)
    with transaction.atomic():
        # Of two confirmations at once one finds the row unused.
        if not OneTimeCode.objects.filter(pk=code_id, used_at=None).update(used_at=now):
            raise CodeWrong
        set_password(user=user, password=new_password, reason="password_reset", now=now)
    return user


def _known_person(email: str) -> User:
    user = find_person_by_email(email=email)
    if user is None:
        raise CodeWrong if settings.NEUTRAL_ANSWERS else CodeEmailUnknown
    return user


def _replace_code(user: User, now: datetime) -> OneTimeCode | None:
    tenant_id = context.active_id()
    code = OneTimeCode(id=new_id(), user=user, tenant_id=tenant_id, purpose=PURPOSE)
    code.expires_at = now + settings.ONE_TIME_CODE_LIFETIME
    code.digest = _digest(code.pk, tenant_id, code_to_mail(code=code))
    try:
        with transaction.atomic():
            OneTimeCode.objects.filter(user=user, purpose=PURPOSE, used_at=None).update(used_at=now)
            code.save(force_insert=True)
            publish(PasswordCodeIssued(code_id=code.pk))
    except IntegrityError:
        # A second press at the same moment: the mail of the first one is on its way.
        return None
    return code


def _matching_code(user: User, raw: str, now: datetime) -> uuid.UUID:
    tenant_id = context.active_id()
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE_TRY,
            {
                "user": user.pk,
                "purpose": PURPOSE.value,
                "tenant": tenant_id,
                "now": now,
                "limit": settings.ONE_TIME_CODE_TRIES,
            },
        )
        row = cursor.fetchone()
    if row is None:
        raise CodeExpired if _is_expired(user, tenant_id, now) else CodeWrong
    code_id, digest = row
    if not hmac.compare_digest(digest, _digest(code_id, tenant_id, clean_code(raw))):
        raise CodeWrong
    return code_id


def _is_expired(user: User, tenant_id: uuid.UUID | None, now: datetime) -> bool:
    return OneTimeCode.objects.filter(
        user=user, purpose=PURPOSE, tenant_id=tenant_id, used_at=None, expires_at__lte=now
    ).exists()


def _digest(code_id: uuid.UUID, tenant_id: uuid.UUID | None, code: str) -> str:
    key = tenant_key(tenant_id=tenant_id, purpose="one_time_code_digest")
    return code_digest(key=key, seed=code_id.bytes, code=code)
