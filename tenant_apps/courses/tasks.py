"""The nightly look whether the catalogue says what the schools say."""

from __future__ import annotations

import logging

from celery import shared_task

from tenant_apps.courses.services import rebuild_copies
from tenant_apps.courses.services.keeping import is_copied
from tenants.tasks import for_each_school

log = logging.getLogger(__name__)


@shared_task
def reconcile_school() -> bool:
    """Make one school's copies anew if they differ from its courses; returns whether they did."""
    if is_copied():
        return False
    # Every write copies its course at once: a difference is a bug or a change made by hand.
    log.warning("the catalogue differed from the school's courses")
    rebuild_copies()
    return True


@shared_task(platform_wide=True)
def reconcile_catalogue() -> int:
    """Nightly: ask every school; returns how many were asked."""
    return for_each_school(reconcile_school)
