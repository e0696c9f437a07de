"""What a student's day begins with: what is due, and which results are new."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, Value, When

from tenant_apps.assessments.models import Attempt
from tenant_apps.assessments.selectors.attempts import OwnAttempt, own_view
from tenant_apps.assessments.selectors.offers import Offer, OfferState, query_offers, read_offers
from tenant_apps.students.models import Student

_FIRST = {OfferState.IN_PROGRESS: 0, OfferState.OPEN: 1, OfferState.UPCOMING: 2}


def list_due(*, student: Student, now: datetime, until: datetime, limit: int) -> list[Offer]:
    """What is being written, may be begun, or opens by `until`, in this order: three queries.

    Inside each, what closes (or opens) soonest comes first. What was handed in is not due, even if
    another attempt is left.
    """
    rows = query_offers(student=student, now=now)
    running, fresh = Q(state=OfferState.IN_PROGRESS), Q(state=OfferState.OPEN) & Q(used=0)
    soon = Q(state=OfferState.UPCOMING) & Q(available_from__lte=until)
    due = rows.filter(running | fresh | soon).order_by(*_soonest())
    return read_offers(rows=due[:limit], student=student, now=now)


def list_new_results(*, student: Student, since: datetime, now: datetime, limit: int) -> list[OwnAttempt]:
    """Graded attempts whose results the student may see, graded since then, newest first: one query."""
    rows = (
        Attempt.objects.filter(student=student, state=Attempt.State.GRADED, graded_at__gte=since)
        .select_related("assessment__course")
        .defer("paper")
        .order_by("-graded_at", "-id")[:limit]
    )
    views = (own_view(attempt=row, now=now) for row in rows)
    return [view for view in views if view.is_released]


def _soonest() -> tuple[Any, ...]:
    place = Case(*(When(state=state, then=Value(at)) for state, at in _FIRST.items()), default=Value(3))
    begins = Case(When(state=OfferState.UPCOMING, then=F("available_from")), default=F("available_until"))
    return place, begins.asc(nulls_last=True), "-created_at", "-id"
