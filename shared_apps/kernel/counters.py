"""Attempt counters in the database.

Whatever guards a secret (password, one-time code, access code) is counted here, in one
statement and before the secret is compared, so that parallel guesses cannot slip past.
The rows are written outside the caller's transaction's fate on purpose: call `hit` before
`atomic`, otherwise a refusal would roll the count back.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from shared_apps.kernel.errors import TooManyAttempts

_HIT = """
INSERT INTO public.kernel_attemptcounter AS c (key, count, window_ends_at, strikes)
VALUES (%(key)s, 1, %(ends)s, 0)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN c.window_ends_at <= %(now)s THEN 1 ELSE c.count + 1 END,
    strikes = CASE
        WHEN c.window_ends_at <= %(now)s AND c.count <= %(limit)s THEN 0
        WHEN c.window_ends_at > %(now)s AND c.count = %(limit)s THEN c.strikes + 1
        ELSE c.strikes END,
    window_ends_at = CASE
        WHEN c.window_ends_at <= %(now)s THEN %(ends)s
        WHEN c.count = %(limit)s
            THEN %(now)s + interval '1 second'
                * LEAST(%(window)s * power(2, LEAST(c.strikes, 10)), %(longest)s)
        ELSE c.window_ends_at END
RETURNING count, window_ends_at
"""


def hit(*, key: str, limit: int, window: timedelta, now: datetime, longest: timedelta | None = None) -> int:
    """Count one try of `key` and refuse it when more than `limit` fall into one window.

    A filled window starts a lock as long as the window, doubled with each further filled
    window up to `longest` (default: the window itself, no doubling).
    Returns the number of tries in the window. Raises `TooManyAttempts` with `retry_after` seconds.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _HIT,
            {
                "key": key[:200],
                "limit": limit,
                "now": now,
                "ends": now + window,
                "window": window.total_seconds(),
                "longest": (longest or window).total_seconds(),
            },
        )
        count, ends_at = cursor.fetchone()
    if count > limit:
        raise TooManyAttempts(retry_after=max(1, int((ends_at - now).total_seconds()) + 1))
    return count


def clear(*, key: str) -> None:
    """Forget the tries of `key`, as after a success."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.kernel_attemptcounter WHERE key = %s", [key[:200]])
