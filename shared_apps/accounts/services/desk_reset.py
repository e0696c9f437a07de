"""A way back for students without an e-mail: their school hands them a link, good once, for a day.

The link carries a signed word and nothing is stored that opens it; the row says whether it is spent.
A school must not come by an account that is more than its own student's, so nobody gets such a link who
has an e-mail, runs a school, or belongs to another one.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction

from shared_apps.accounts.errors import ResetLinkOver, ResetNotByDesk
from shared_apps.accounts.models import Membership, OneTimeCode, User
from shared_apps.accounts.services.one_time import close_codes
from shared_apps.accounts.services.passwords import refuse_weak_password, set_password
from tenants import context
from tenants.keys import tenant_key

PURPOSE = OneTimeCode.Purpose.DESK_RESET
_SALT = "desk_reset"
_MAX_CHARS = 300


def issue_reset_link(*, user_id: uuid.UUID, now: datetime) -> str:
    """A word by which this student of the active school chooses a new password; former ones close.

    The caller holds the transaction. Raises `ResetNotByDesk`.
    """
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id, is_active=True).first()
    if user is None or not _is_this_schools_alone(user):
        raise ResetNotByDesk
    close_codes(user=user, purpose=PURPOSE, now=now)
    code = OneTimeCode.objects.create(
        user=user,
        tenant_id=context.require_tenant().id,
        purpose=PURPOSE,
        expires_at=now + settings.DESK_RESET_LIFETIME,
    )
    return signing.dumps({"id": str(code.pk)}, key=_key(), salt=_SALT)


def read_reset_link(*, word: str, now: datetime) -> User:
    """Whose link it is; it stays good. Raises `ResetLinkOver`."""
    return _read(word, now).user


def reset_by_link(*, word: str, new_password: str, now: datetime, field: str = "new_password") -> User:
    """Spend the link, store the password and end every session of the person.

    Raises `ResetLinkOver`, or `InvalidInput` on `field`, which leaves the link as it is.
    """
    code = _read(word, now)
    user = code.user
    refuse_weak_password(password=new_password, user=user, field=field)
    with transaction.atomic():
        # Of two presses at once one finds the row unused.
        if not OneTimeCode.objects.filter(pk=code.pk, used_at=None).update(used_at=now):
            raise ResetLinkOver
        set_password(user=user, password=new_password, reason="password_reset", now=now)
    return user


def _is_this_schools_alone(user: User) -> bool:
    if user.email or user.is_staff or user.user_type != User.Type.STUDENT:
        return False
    places = list(Membership.objects.filter(user=user).values_list("tenant_id", "role"))
    return places == [(context.require_tenant().id, Membership.Role.STUDENT)]


def _read(word: str, now: datetime) -> OneTimeCode:
    try:
        key = uuid.UUID(signing.loads(word[:_MAX_CHARS], key=_key(), salt=_SALT)["id"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise ResetLinkOver from error
    code = OneTimeCode.objects.select_related("user").filter(pk=key, purpose=PURPOSE).first()
    if code is None or code.used_at is not None or code.expires_at <= now:
        raise ResetLinkOver
    # Since the link was made the student may have got an e-mail, or joined another school.
    if not code.user.is_active or not _is_this_schools_alone(code.user):
        raise ResetLinkOver
    return code


def _key() -> str:
    return tenant_key(tenant_id=context.require_tenant().id, purpose="desk_reset").hex()
