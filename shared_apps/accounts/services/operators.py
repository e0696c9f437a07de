"""How operators sign in: a password, then a second factor; without both there is no session."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.core import signing

from shared_apps.accounts.errors import CredentialsWrong, StepInvalid
from shared_apps.accounts.models import Session, User
from shared_apps.accounts.rules import code_digest
from shared_apps.accounts.selectors import DEFAULT_REGION
from shared_apps.accounts.services.second_factor import check_second_factor, confirm_enrolment
from shared_apps.accounts.services.sessions import Tokens, start_session
from shared_apps.accounts.services.signing_in import check_credentials
from tenants.keys import tenant_key

STEP_LIFETIME = timedelta(minutes=10)
SESSION_LIFETIME = timedelta(hours=8)
_SALT = "operator_step"
_MAX_CHARS = 400


def pass_first_step(*, login: str, password: str, address: str, now: datetime) -> str:
    """A word that says: this operator knew the password just now.

    Raises `CredentialsWrong` (also for people who are no operators) or `SignInLocked`.
    """
    user = check_credentials(
        login=login, password=password, tenant_id=None, region=DEFAULT_REGION, address=address, now=now
    )
    if not _is_operator(user):
        raise CredentialsWrong
    ends = int((now + STEP_LIFETIME).timestamp())
    return signing.dumps({"user": str(user.pk), "stamp": _stamp(user), "ends": ends}, key=_key(), salt=_SALT)


def read_first_step(*, word: str, now: datetime) -> User:
    """Whom the word of the first step names. Raises `StepInvalid`, also after a change of password."""
    try:
        content = signing.loads(word[:_MAX_CHARS], key=_key(), salt=_SALT)
        user_id, stamp, ends = uuid.UUID(content["user"]), str(content["stamp"]), int(content["ends"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise StepInvalid from error
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or now.timestamp() >= ends or stamp != _stamp(user) or not _is_operator(user):
        raise StepInvalid
    return user


def sign_in_operator(
    *, word: str, code: str, now: datetime, address: str = "", user_agent: str = ""
) -> Tokens:
    """A session of eight hours at most. Raises `StepInvalid` or what `check_second_factor` raises."""
    user = read_first_step(word=word, now=now)
    check_second_factor(user=user, code=code, now=now)
    return _start(user, now, address, user_agent)


def enrol_operator(
    *, word: str, code: str, now: datetime, address: str = "", user_agent: str = ""
) -> tuple[Tokens, list[str]]:
    """The same for the first sign-in, which sets up the app; with the recovery codes.

    Raises `StepInvalid` or what `confirm_enrolment` raises.
    """
    user = read_first_step(word=word, now=now)
    codes = confirm_enrolment(user=user, code=code, now=now)
    return _start(user, now, address, user_agent), codes


def _start(user: User, now: datetime, address: str, user_agent: str) -> Tokens:
    return start_session(
        user=user,
        tenant_id=None,
        kind=Session.Kind.OPERATOR,
        now=now,
        address=address or None,
        user_agent=user_agent,
        second_factor_at=now,
        lifetime=SESSION_LIFETIME,
    )


def _is_operator(user: User) -> bool:
    return user.is_staff and user.user_type == User.Type.ADMIN


def _stamp(user: User) -> str:
    return code_digest(key=_key().encode(), seed=user.pk.bytes, code=user.password)[:16]


def _key() -> str:
    return tenant_key(tenant_id=None, purpose="operator_step").hex()
