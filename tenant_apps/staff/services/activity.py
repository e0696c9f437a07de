"""The school's log of what its staff did."""

from __future__ import annotations

from datetime import datetime

from shared_apps.kernel.acts import ActDone
from tenant_apps.staff.models import Activity

_NAME_CHARS, _TITLE_CHARS = 160, 200


def write_line(*, done: ActDone, now: datetime) -> Activity:
    """Add one line; the caller holds the transaction of the act itself."""
    return Activity.objects.create(
        at=now,
        person_id=done.person.id,
        person_name=done.person.name[:_NAME_CHARS],
        act=done.act,
        object_id=done.object_id,
        title=done.title[:_TITLE_CHARS],
        details=dict(done.details),
    )
