"""The part of a sign-in that is the same everywhere: who is it, and is the password right?"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password

from shared_apps.accounts.errors import CredentialsWrong
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import address_prefix
from shared_apps.accounts.selectors import find_person
from shared_apps.accounts.services.passwords import count_password_try
from shared_apps.kernel import counters

_DAY = timedelta(days=1)


def check_credentials(
    *,
    login: str,
    password: str,
    tenant_id: uuid.UUID | None,
    region: str,
    address: str,
    now: datetime,
) -> User:
    """The active person with this e-mail, phone or username and this password.

    Tries are counted per school, account and address, before the password is compared; a success
    forgets them. An unknown name costs the same work and gets the same answer as a wrong password.
    Raises `CredentialsWrong` or `SignInLocked`.
    """
    user = find_person(login=login, region=region)
    account = str(user.pk) if user else login.strip().lower()[:80]
    key = f"sign_in:{tenant_id or 'platform'}:{account}:{address_prefix(address)}"
    count_password_try(key=key, now=now)
    if user is None:
        make_password(password)
        raise CredentialsWrong
    if not user.check_password(password) or not user.is_active:
        raise CredentialsWrong
    counters.clear(key=key)
    return user


def count_sign_up(*, address: str, now: datetime) -> None:
    """Bound the new accounts of one address per day (none: a command). Raises `TooManyAttempts`."""
    if address:
        _count_per_day(f"sign_up:{address_prefix(address)}", settings.SIGN_UPS_PER_ADDRESS_PER_DAY, now)


def count_opened_school(*, address: str, now: datetime) -> None:
    """Bound the new schools of one address per day (none: a command). Raises `TooManyAttempts`."""
    if address:
        _count_per_day(f"open_school:{address_prefix(address)}", settings.SCHOOLS_PER_ADDRESS_PER_DAY, now)


def _count_per_day(key: str, limit: int, now: datetime) -> None:
    # By calendar day: a lock that lengthens itself would shut a whole classroom out for days.
    counters.hit(key=f"{key}:{now:%Y-%m-%d}", limit=limit, window=_DAY, now=now)
