"""Tries of codes are counted before a code is looked at, so that guessing does not pay.

The person's counter guards: once it is full, nothing is compared any more until the window ends.
The school's counter only raises an alarm: a classroom of pupils who mistype must not lock a school.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db.models import F

from shared_apps.kernel import counters, events
from shared_apps.kernel.errors import TooManyAttempts
from shared_apps.kernel.models import AttemptCounter
from tenant_apps.coupons.errors import CodeUnknown, DiscountUnknown
from tenant_apps.coupons.events import CodeGuessingSuspected
from tenant_apps.coupons.selectors import PeekedCode, peek_code
from tenants.context import require_tenant

logger = logging.getLogger(__name__)

ALARM_TRIES = 50
"""Wrong codes of one school within the window that look like guessing."""


@contextmanager
def counted_try(*, who: str, now: datetime, spends: bool = True) -> Iterator[None]:
    """Count a try of `who` (a student's id, or an address), run the block, settle the count.

    A code that is spent clears the person's tries; a mere look at a good code (`spends=False`)
    takes back its own try only, because otherwise one good code would buy endless guesses.
    Call it outside of any transaction, so that a refusal cannot roll the count back.
    Raises `TooManyAttempts` before the block runs.
    """
    key = _key(who)
    counters.hit(
        key=key,
        limit=settings.WRONG_ACCESS_CODES,
        window=settings.WRONG_ACCESS_CODES_WINDOW,
        now=now,
    )
    try:
        yield
    except (CodeUnknown, DiscountUnknown):
        _count_for_school(now)
        raise
    if spends:
        counters.clear(key=key)
    else:
        AttemptCounter.objects.filter(key=key, count__gt=0).update(count=F("count") - 1)


def forgive_tries(*, who: str) -> None:
    """Let somebody who mistyped too often try again at once."""
    counters.clear(key=_key(who))


def locked_until(*, who: str, now: datetime) -> datetime | None:
    """Until when this person's codes are not looked at any more because of too many wrong ones."""
    full = AttemptCounter.objects.filter(
        key=_key(who), count__gte=settings.WRONG_ACCESS_CODES, window_ends_at__gt=now
    )
    return full.values_list("window_ends_at", flat=True).first()


def _key(who: str) -> str:
    return f"code:{require_tenant().id}:{who}"


def look_at_code(*, code: str, who: str, now: datetime) -> PeekedCode:
    """What the typed code would open, counted as a try of `who`; nothing is spent.

    Raises `TooManyAttempts`, or the `CodeRefused` that spending it would raise.
    """
    with counted_try(who=who, now=now, spends=False):
        return peek_code(code=code, now=now)


def _count_for_school(now: datetime) -> None:
    school = require_tenant()
    try:
        tries = counters.hit(
            key=f"code-alarm:{school.id}",
            limit=ALARM_TRIES,
            window=settings.WRONG_ACCESS_CODES_WINDOW,
            now=now,
        )
    except TooManyAttempts:
        return  # the alarm of this window has been raised already
    if tries == ALARM_TRIES:
        logger.warning("many wrong access codes in school %s", school.id)
        events.publish(CodeGuessingSuspected(tries=tries, latest_at=now))
