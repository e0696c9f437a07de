"""What the team's pages leave to the background."""

from __future__ import annotations

import uuid

from celery import shared_task
from django.utils import timezone

from tenant_apps.staff import services


@shared_task(autoretry_for=(OSError,), retry_backoff=5, max_retries=5)
def mail_invitation(invitation_id: str, door: str) -> bool:
    """Mail the link of this invitation, unless it is accepted, withdrawn or over by now."""
    return services.mail_invitation(invitation_id=uuid.UUID(invitation_id), door=door, now=timezone.now())
