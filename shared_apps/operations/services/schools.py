"""Closing a school in steps: notice, suspended, archived; and the way back.

Each act locks the school's row, leaves one row in the audit trail, and done twice is done once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.cache import caches
from django.db import transaction

from shared_apps.accounts.models import User
from shared_apps.kernel.audit import record_act
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.events import publish
from shared_apps.operations.errors import ConfirmationWrong, NoticeStands
from shared_apps.operations.events import NoticeGiven
from shared_apps.operations.models import Notice
from shared_apps.operations.rules import check_notice_date, clean_reason, refuse_early_suspension
from shared_apps.operations.selectors.notices import notice_key
from tenants import context
from tenants.logs import request_id
from tenants.models import Tenant
from tenants.schools import StateRefused, archive_school, restore_school, suspend_school

State = Tenant.State


def give_notice(
    *, tenant_id: uuid.UUID, reason: str, closes_on: date | None, by: User, now: datetime
) -> Notice:
    """Warn an open school that it will be closed; its staff read it on every page, its owner in a mail.

    Raises `NotFound`, `ReasonMissing`, `NoticeDateInvalid`, `StateRefused` or `NoticeStands`.
    """
    reason = clean_reason(reason)
    day = check_notice_date(closes_on=closes_on, today=now.date())
    with _locked(tenant_id) as tenant:
        if tenant.state != State.ACTIVE:
            raise StateRefused
        if _standing(tenant):
            raise NoticeStands
        notice = Notice.objects.create(
            tenant=tenant, reason=reason, closes_on=day, operator_id=by.pk, operator_name=by.full_name
        )
        note(tenant, "school.notice", by, after={"reason": reason, "closes_on": day.isoformat()})
        publish(NoticeGiven(notice_id=notice.pk))
    return notice


def withdraw_notice(*, tenant_id: uuid.UUID, by: User, now: datetime) -> None:
    """The warning is over. Without one nothing happens. Raises `NotFound`."""
    with _locked(tenant_id) as tenant:
        if _withdraw(tenant, now):
            note(tenant, "school.notice_withdrawn", by)


def suspend(*, tenant_id: uuid.UUID, reason: str, cannot_wait: bool, by: User, now: datetime) -> Tenant:
    """Close the school for everybody; nobody is signed out, and nothing is lost.

    Wants a notice that has run out, or `cannot_wait`.
    Raises `NotFound`, `ReasonMissing`, `NoticeNotOver` or `StateRefused`.
    """
    reason = clean_reason(reason)
    with _locked(tenant_id) as tenant:
        if tenant.state == State.SUSPENDED:
            return tenant
        notice = _standing(tenant)
        refuse_early_suspension(
            notice_day=notice.closes_on if notice else None, today=now.date(), cannot_wait=cannot_wait
        )
        changed = suspend_school(tenant=tenant, reason=reason)
        note(tenant, "school.suspend", by, after={"state": changed.state, "reason": reason})
    return changed


def restore(*, tenant_id: uuid.UUID, by: User, now: datetime) -> Tenant:
    """Open a closed school again; its notice is withdrawn. Raises `NotFound` or `StateRefused`."""
    with _locked(tenant_id) as tenant:
        if tenant.state == State.ACTIVE:
            return tenant
        changed = restore_school(tenant=tenant)
        _withdraw(tenant, now)
        note(tenant, "school.restore", by, after={"state": changed.state})
    return changed


def archive(*, tenant_id: uuid.UUID, confirm: str, by: User) -> Tenant:
    """Close a suspended school for good, keeping its rows; `confirm` is its name.

    Raises `NotFound`, `ConfirmationWrong` or `StateRefused`.
    """
    with _locked(tenant_id) as tenant:
        if tenant.state == State.ARCHIVED:
            return tenant
        if tenant.state != State.SUSPENDED:
            raise StateRefused
        if confirm.strip().lower() != tenant.username:
            raise ConfirmationWrong
        changed = archive_school(tenant=tenant)
        note(tenant, "school.archive", by, after={"state": changed.state})
    return changed


def note(tenant: Tenant, action: str, by: User, *, after: Any = None) -> None:
    """A row about this school in the audit trail; the caller holds the transaction."""
    record_act(
        action=action,
        actor_id=by.pk,
        actor_name=by.full_name,
        object_type="school",
        object_id=tenant.pk,
        tenant_id=tenant.pk,
        before={"state": tenant.state},
        after=after,
        request_id=request_id.get(),
    )


@contextmanager
def _locked(tenant_id: uuid.UUID) -> Iterator[Tenant]:
    with context.platform(), transaction.atomic():
        # Two operators at once: the second sees what the first did.
        named = Tenant.objects.exclude(username=None)
        tenant = named.select_for_update().filter(pk=tenant_id).first()
        if tenant is None:
            raise NotFound
        yield tenant
        transaction.on_commit(lambda: caches["platform"].delete(notice_key(tenant_id)))


def _standing(tenant: Tenant) -> Notice | None:
    return Notice.objects.filter(tenant=tenant, withdrawn_at=None).first()


def _withdraw(tenant: Tenant, now: datetime) -> bool:
    return bool(Notice.objects.filter(tenant=tenant, withdrawn_at=None).update(withdrawn_at=now))
