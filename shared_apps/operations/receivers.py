"""What follows from acts of operators: mails, after commit; and jobs that failed, counted."""

from __future__ import annotations

from contextlib import suppress

import redis
from celery.signals import task_failure
from django.utils import timezone

from shared_apps.kernel.events import receive
from shared_apps.operations.events import NoticeGiven
from shared_apps.operations.services.tally import count_failed_job
from shared_apps.operations.tasks import mail_school_notice
from tenants.tasks import after_commit


@receive(NoticeGiven)
def mail_the_owner(event: NoticeGiven) -> None:
    after_commit(mail_school_notice, str(event.notice_id))


@task_failure.connect(dispatch_uid="operations.failed_job")
def note_failed_job(**_: object) -> None:
    """A job that failed for good; one that will be tried again does not come here."""
    # A cache that is away, or forgot the key in between, must not touch the job's message.
    with suppress(redis.RedisError, ValueError):
        count_failed_job(now=timezone.now())
