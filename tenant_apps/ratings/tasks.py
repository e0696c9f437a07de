"""Work that does not keep anybody waiting."""

from __future__ import annotations

import uuid

from celery import shared_task

from tenant_apps.ratings import services


@shared_task
def recount_course(course_id: str) -> None:
    """Count a course's ratings anew after some went with their author."""
    services.recount_course(course_id=uuid.UUID(course_id))
