"""The second factor: an authenticator app, and recovery codes for the day it is lost."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction

from shared_apps.accounts import rules
from shared_apps.accounts.errors import FactorCodeWrong, FactorMissing, FactorPresent
from shared_apps.accounts.models import RecoveryCode, SecondFactor, User
from shared_apps.kernel import counters
from shared_apps.kernel.audit import record_act
from tenants.keys import tenant_key
from tenants.logs import request_id

TRIES = 5
WINDOW = timedelta(minutes=5)
LONGEST_LOCK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What has to get into the app: by the QR sign, or typed."""

    address: str
    text: str


def has_second_factor(*, user: User) -> bool:
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def begin_enrolment(*, user: User) -> Enrolment:
    """The seed that waits for its first code; asking again shows the same. Raises `FactorPresent`."""
    factor, _made = SecondFactor.objects.get_or_create(
        user=user, defaults={"seed": _sealed(secrets.token_bytes(rules.SEED_BYTES))}
    )
    if factor.confirmed_at is not None:
        raise FactorPresent
    seed = _opened(factor)
    address = rules.seed_address(seed=seed, issuer=settings.PLATFORM_NAME, account=user.username)
    return Enrolment(address=address, text=rules.seed_text(seed=seed))


def confirm_enrolment(*, user: User, code: str, now: datetime) -> list[str]:
    """Switch the second factor on with its first code; returns the recovery codes, shown this once.

    Raises `FactorPresent`, `FactorMissing`, `FactorCodeWrong` or `TooManyAttempts`.
    """
    _count(user, now)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=user).first()
        if factor is None:
            raise FactorMissing
        if factor.confirmed_at is not None:
            raise FactorPresent
        step = _step(factor, code, now)
        if step is None:
            raise FactorCodeWrong
        factor.confirmed_at, factor.latest_step = now, step
        factor.save(update_fields=["confirmed_at", "latest_step", "updated_at"])
        codes = _new_recovery_codes(factor)
        _note("second_factor.set_up", user)
    counters.clear(key=_key(user))
    return codes


def check_second_factor(*, user: User, code: str, now: datetime) -> None:
    """Take a code of the app or a recovery code. Each counts once, also of many sent at the same moment.

    Tries are counted before the code is compared; a success forgets them.
    Raises `FactorMissing`, `FactorCodeWrong` or `TooManyAttempts`.
    """
    _count(user, now)
    factor = SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()
    if factor is None:
        raise FactorMissing
    if not _take_step(factor, code, now) and not _take_recovery_code(factor, code, now):
        raise FactorCodeWrong
    counters.clear(key=_key(user))


def count_recovery_codes(*, user: User) -> int:
    """How many are left."""
    return RecoveryCode.objects.filter(factor__user=user, used_at=None).count()


def renew_recovery_codes(*, user: User, code: str, now: datetime) -> list[str]:
    """New recovery codes; the former ones are good for nothing. Wants a code of the app, as a sign-in does.

    Raises what `check_second_factor` raises.
    """
    check_second_factor(user=user, code=code, now=now)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().get(user=user)
        codes = _new_recovery_codes(factor)
        _note("second_factor.new_recovery_codes", user)
    return codes


def remove_second_factor(*, user: User) -> bool:
    """For somebody who lost app and codes: the next sign-in sets up a new one. For commands only."""
    with transaction.atomic():
        removed, _rows = SecondFactor.objects.filter(user=user).delete()
        if removed:
            _note("second_factor.remove", user)
    return bool(removed)


def _take_step(factor: SecondFactor, code: str, now: datetime) -> bool:
    step = _step(factor, code, now)
    # The condition is the lock: of many requests with one code, one row changes.
    return step is not None and bool(
        SecondFactor.objects.filter(pk=factor.pk, latest_step__lt=step).update(latest_step=step)
    )


def _take_recovery_code(factor: SecondFactor, code: str, now: datetime) -> bool:
    digest = _digest(factor, rules.clean_code(code))
    return bool(factor.recovery_codes.filter(digest=digest, used_at=None).update(used_at=now))


def _step(factor: SecondFactor, code: str, now: datetime) -> int | None:
    now_step = rules.step_of(timestamp=now.timestamp())
    return rules.find_step(seed=_opened(factor), code=rules.clean_code(code), now_step=now_step)


def _new_recovery_codes(factor: SecondFactor) -> list[str]:
    codes = [
        "".join(secrets.choice(rules.CODE_ALPHABET) for _place in range(rules.RECOVERY_CHARS))
        for _code in range(rules.RECOVERY_CODES)
    ]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(factor=factor, digest=_digest(factor, code)) for code in codes]
    )
    return codes


def _digest(factor: SecondFactor, code: str) -> str:
    key = tenant_key(tenant_id=None, purpose="recovery_code_digest")
    return rules.code_digest(key=key, seed=factor.pk.bytes, code=code)


def _count(user: User, now: datetime) -> None:
    counters.hit(key=_key(user), limit=TRIES, window=WINDOW, longest=LONGEST_LOCK, now=now)


def _key(user: User) -> str:
    return f"second_factor:{user.pk}"


def _note(action: str, user: User) -> None:
    record_act(
        action=action,
        actor_id=user.pk,
        actor_name=user.full_name,
        object_type="person",
        object_id=user.pk,
        request_id=request_id.get(),
    )


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(tenant_key(tenant_id=None, purpose="second_factor_seed")))


def _sealed(seed: bytes) -> str:
    return _fernet().encrypt(seed).decode()


def _opened(factor: SecondFactor) -> bytes:
    return _fernet().decrypt(factor.seed.encode())
