"""When a student sees results, and what of them."""

from __future__ import annotations

from datetime import datetime

from tenant_apps.assessments.rules.clock import GRACE
from tenant_apps.assessments.rules.kinds import ResultsShown


def is_released(
    *, results_shown: str, released_at: datetime | None, closes: datetime | None, now: datetime
) -> bool:
    """Whether results may be seen. After closing means: when no answer is taken any more."""
    if released_at is not None or results_shown == ResultsShown.AT_ONCE:
        return True
    return results_shown == ResultsShown.AFTER_CLOSING and closes is not None and now - GRACE > closes


def shows_key(
    *, max_attempts: int | None, attempts_used: int, closes: datetime | None, now: datetime
) -> bool:
    """Whether released results also tell the right answers: not while a counted attempt is left.

    Where attempts are not counted the assessment is practice, and the key is what one learns from.
    """
    is_over = closes is not None and now - GRACE > closes
    return max_attempts is None or attempts_used >= max_attempts or is_over
