"""One-time codes, whatever they are for: written, tried, told apart from wrong ones."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from shared_apps.accounts.errors import CodeExpired, CodeWrong
from shared_apps.accounts.events import NewEmailCodeIssued, PasswordCodeIssued
from shared_apps.accounts.models import OneTimeCode, User
from shared_apps.accounts.rules import clean_code, code_digest, code_of
from shared_apps.kernel.events import publish
from shared_apps.kernel.models import new_id
from tenants import context
from tenants.keys import tenant_key

_NEWS = {
    OneTimeCode.Purpose.PASSWORD_RESET: PasswordCodeIssued,
    OneTimeCode.Purpose.NEW_EMAIL: NewEmailCodeIssued,
}

# Counted and read in one statement, before the comparison: parallel guesses each take one try.
_TAKE_TRY = """
UPDATE public.accounts_onetimecode SET tries = tries + 1
WHERE user_id = %(user)s AND purpose = %(purpose)s AND tenant_id IS NOT DISTINCT FROM %(tenant)s
  AND used_at IS NULL AND expires_at > %(now)s AND tries < %(limit)s
RETURNING id, digest
"""


def replace_code(
    *, user: User, purpose: OneTimeCode.Purpose, lifetime: timedelta, now: datetime, target: str = ""
) -> OneTimeCode | None:
    """A fresh code, whose mail is sent after commit; it replaces an earlier one for this purpose.

    It is good only where it was asked for. None when another press at the same moment made one.
    """
    tenant_id = context.active_id()
    code = OneTimeCode(id=new_id(), user=user, tenant_id=tenant_id, purpose=purpose, target=target)
    code.expires_at = now + lifetime
    code.digest = _digest(code.pk, tenant_id, code_to_mail(code=code))
    try:
        with transaction.atomic():
            close_codes(user=user, purpose=purpose, now=now)
            code.save(force_insert=True)
            publish(_NEWS[purpose](code_id=code.pk))
    except IntegrityError:
        # A second press at the same moment: the mail of the first one is on its way.
        return None
    return code


def close_codes(*, user: User, purpose: OneTimeCode.Purpose, now: datetime) -> None:
    """Open codes of the person for this purpose open nothing any more."""
    OneTimeCode.objects.filter(user=user, purpose=purpose, used_at=None).update(used_at=now)


def code_to_mail(*, code: OneTimeCode) -> str:
    """The characters that belong to the row, for its mail."""
    return code_of(key=tenant_key(tenant_id=code.tenant_id, purpose="one_time_code"), seed=code.pk.bytes)


def match_code(*, user: User, purpose: OneTimeCode.Purpose, raw: str, now: datetime) -> uuid.UUID:
    """Count one try and return the id of the code that `raw` is; it stays good.

    Raises `CodeWrong` (also when all tries are used up) or `CodeExpired`.
    """
    tenant_id = context.active_id()
    given: dict[str, Any] = {"user": user.pk, "purpose": purpose.value, "tenant": tenant_id, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_TRY, {**given, "limit": settings.ONE_TIME_CODE_TRIES})
        row = cursor.fetchone()
    if row is None:
        late = OneTimeCode.objects.filter(
            user=user, purpose=purpose, tenant_id=tenant_id, used_at=None, expires_at__lte=now
        )
        raise CodeExpired if late.exists() else CodeWrong
    code_id, digest = row
    if not hmac.compare_digest(digest, _digest(code_id, tenant_id, clean_code(raw))):
        raise CodeWrong
    return code_id


def spend_code(*, code_id: uuid.UUID, now: datetime) -> None:
    """Use the code up; the caller holds the transaction. Raises `CodeWrong` when another was faster."""
    if not OneTimeCode.objects.filter(pk=code_id, used_at=None).update(used_at=now):
        raise CodeWrong


def _digest(code_id: uuid.UUID, tenant_id: uuid.UUID | None, code: str) -> str:
    key = tenant_key(tenant_id=tenant_id, purpose="one_time_code_digest")
    return code_digest(key=key, seed=code_id.bytes, code=code)
