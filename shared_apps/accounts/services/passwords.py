"""Passwords: what is too weak, changing one's own."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from shared_apps.accounts.errors import PasswordsDiffer, PasswordWrong, SignInLocked
from shared_apps.accounts.events import PasswordReplaced
from shared_apps.accounts.models import OneTimeCode, Session, User
from shared_apps.accounts.services.sessions import end_sessions_of
from shared_apps.kernel import counters
from shared_apps.kernel.errors import InvalidInput, TooManyAttempts
from shared_apps.kernel.events import publish


def refuse_weak_password(*, password: str, user: User | None, field: str) -> None:
    """Raise `InvalidInput` on `field` with every reason why the password will not do."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput({field: list(error.messages)}) from error


def refuse_different(*, password: str, repeated: str) -> None:
    """Raise `PasswordsDiffer` unless both are the same."""
    if password != repeated:
        raise PasswordsDiffer


def change_password(
    *, session: Session, old_password: str, new_password: str, now: datetime, field: str = "new_password"
) -> None:
    """Give the person of `session` a new password and end all their other sessions, at every school.

    Raises `PasswordWrong`, `SignInLocked` (too many wrong tries) or `InvalidInput` on `field`.
    """
    user = session.user
    key = f"change_password:{user.pk}"
    count_password_try(key=key, now=now)
    if not user.check_password(old_password):
        raise PasswordWrong
    counters.clear(key=key)
    refuse_weak_password(password=new_password, user=user, field=field)
    set_password(user=user, password=new_password, reason="password_changed", now=now, keep=session)


def set_password(
    *, user: User, password: str, reason: str, now: datetime, keep: Session | None = None
) -> None:
    """Store the password, end the person's sessions, all but `keep`, and drop a new e-mail that waits."""
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password", "updated_at"])
        end_sessions_of(user_id=user.pk, reason=reason, now=now, keep=keep.pk if keep else None)
        # Whoever knew the former password may have been about to take the account along.
        OneTimeCode.objects.filter(user=user, purpose=OneTimeCode.Purpose.NEW_EMAIL, used_at=None).update(
            used_at=now
        )
        publish(PasswordReplaced(user_id=user.pk))


def count_password_try(*, key: str, now: datetime) -> None:
    """Count one try before the password is compared. Raises `SignInLocked` with `retry_after`."""
    try:
        counters.hit(
            key=key,
            limit=settings.SIGN_IN_TRIES,
            window=settings.SIGN_IN_WINDOW,
            longest=settings.SIGN_IN_LONGEST_LOCK,
            now=now,
        )
    except TooManyAttempts as error:
        raise SignInLocked(retry_after=error.retry_after) from error
