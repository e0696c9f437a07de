"""Counting anew: a class at once, a multitude in the background with its state kept."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from shared_apps.kernel.acts import ActingPerson, acting_as
from tenant_apps.assessments.errors import AssessmentUnknown
from tenant_apps.assessments.models import Attempt, Regrading
from tenant_apps.assessments.services.keeping import lock_assessment
from tenant_apps.assessments.services.regrading import regrade_assessment
from tenant_apps.staff.models import StaffMember

AT_ONCE = 100
"""With more attempts than these nobody waits for it: a thousand take about ten seconds."""
STUCK_AFTER = timedelta(minutes=10)


@transaction.atomic
def ask_regrading(*, assessment_id: uuid.UUID, by: StaffMember, now: datetime) -> Regrading:
    """Count anew now, or note that it is to be counted: `state` is `waiting` then.

    Whoever calls sends `tasks.regrade` for one that waits. One that waits already is given back; what is
    stuck is sent again. Raises `AssessmentUnknown`.
    """
    assessment = lock_assessment(assessment_id=assessment_id)
    waiting = Regrading.objects.filter(assessment=assessment, state=Regrading.State.WAITING).first()
    if waiting is not None:
        return waiting
    number = Attempt.objects.filter(assessment=assessment).count()
    regrading = Regrading(assessment=assessment, asked_by=by.user_id, attempts_count=number)
    if number <= AT_ONCE:
        _count(regrading, by, now)
    else:
        regrading.save()
    return regrading


def run_regrading(*, regrading_id: uuid.UUID, now: datetime) -> Regrading | None:
    """Count what waits; what is done or gone stays as it is. When it fails that is kept, and raised."""
    try:
        with transaction.atomic():
            rows = Regrading.objects.select_for_update(no_key=True)
            regrading = rows.filter(pk=regrading_id, state=Regrading.State.WAITING).first()
            if regrading is None:
                return None
            by = StaffMember.objects.get(user_id=regrading.asked_by)
            with acting_as(ActingPerson(id=by.user_id, name=by.full_name)):
                _count(regrading, by, now)
            return regrading
    except AssessmentUnknown:
        return None  # deleted meanwhile, and the note with it
    except Exception:
        row = Regrading.objects.filter(pk=regrading_id, state=Regrading.State.WAITING)
        row.update(state=Regrading.State.FAILED, ended_at=now)
        raise


def is_stuck(regrading: Regrading, *, now: datetime) -> bool:
    """Whether it waits for so long that its task must have been lost."""
    return regrading.state == Regrading.State.WAITING and regrading.created_at < now - STUCK_AFTER


def _count(regrading: Regrading, by: StaffMember, now: datetime) -> None:
    rows = regrade_assessment(assessment_id=regrading.assessment_id, by=by, now=now)
    regrading.state, regrading.ended_at = Regrading.State.DONE, now
    regrading.attempts_count = len(rows)
    regrading.changed_count = sum(row.is_changed for row in rows)
    regrading.save()
