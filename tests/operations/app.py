"""An authenticator app for tests."""

from __future__ import annotations

from datetime import datetime

from shared_apps.accounts.models import SecondFactor, User
from shared_apps.accounts.rules import step_of, totp_code
from shared_apps.accounts.services.second_factor import _opened, begin_enrolment, confirm_enrolment


def code_of(user: User, now: datetime) -> str:
    """What the person's app shows at this moment."""
    seed = _opened(SecondFactor.objects.get(user=user))
    return totp_code(seed=seed, step=step_of(timestamp=now.timestamp()))


def set_up(user: User, now: datetime) -> list[str]:
    """The person has an app; returns the recovery codes."""
    begin_enrolment(user=user)
    return confirm_enrolment(user=user, code=code_of(user, now), now=now)
