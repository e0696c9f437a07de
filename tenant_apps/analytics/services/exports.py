"""Asking for the school's data, packing it, removing it when its days are over."""

from __future__ import annotations

import logging
import tempfile
import uuid
from datetime import datetime, timedelta

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from shared_apps.kernel.acts import note_act
from tenant_apps.analytics.errors import ExportRunning
from tenant_apps.analytics.models import DataExport
from tenant_apps.analytics.services.packing import list_tables, write_archive
from tenant_apps.staff.models import StaffMember
from tenants.moments import beside
from tenants.storage import discard_after_commit, stored_together

KEPT_FOR = timedelta(days=7)
STUCK_AFTER = timedelta(minutes=15)
"""Longer than a task may take: who did not end by then was killed."""

log = logging.getLogger(__name__)


def ask_export(*, by: StaffMember, now: datetime) -> DataExport:
    """A row that waits to be packed; the caller sends the task. Raises `ExportRunning`."""
    _give_up_stuck(now)
    try:
        with transaction.atomic():
            export = DataExport.objects.create(
                asked_by=by.user_id, asked_name=by.full_name, tables_all=len(list_tables())
            )
            note_act(act="export.asked", of=export.id)
            return export
    except IntegrityError as error:
        raise ExportRunning() from error


def pack_export(*, export_id: uuid.UUID, now: datetime) -> bool:
    """Pack the data of a row that waits; whether it did. A second call for the same row does nothing.

    One that was cut off begins again when its message comes back. The former file is removed.
    """
    begun = DataExport.objects.filter(pk=export_id, is_open=True)
    if not begun.update(state=DataExport.State.RUNNING, tables_done=0, rows=0, updated_at=now):
        return False
    try:
        _pack(export_id, now)
    except Exception:
        begun.update(state=DataExport.State.FAILED, is_open=False)
        log.exception("the school's data was not packed")
        return False
    return True


def sweep_exports(*, now: datetime) -> int:
    """Remove files whose days are over, and give up what is stuck; returns how many files went."""
    _give_up_stuck(now)
    over = DataExport.objects.filter(state=DataExport.State.READY, expires_at__lte=now)
    return _remove(list(over))


def _pack(export_id: uuid.UUID, now: datetime) -> None:
    with tempfile.TemporaryFile() as file:
        with beside() as do:
            rows = write_archive(
                into=file, now=now, told=lambda done, so_far: do(lambda: _tell(export_id, done, so_far))
            )
        size = file.tell()
        file.seek(0)
        with stored_together():
            export = DataExport.objects.select_for_update().get(pk=export_id)
            former = DataExport.objects.filter(state=DataExport.State.READY)
            _remove(list(former))
            export.file.save("data.zip", File(file), save=False)
            export.close(state=DataExport.State.READY)
            export.tables_done, export.rows, export.size_bytes = export.tables_all, rows, size
            export.ready_at, export.expires_at = now, now + KEPT_FOR
            export.save()


def _tell(export_id: uuid.UUID, done: int, rows: int) -> None:
    """Say on the waiting owner's page how far it is."""
    row = DataExport.objects.filter(pk=export_id)
    row.update(tables_done=done, rows=rows, updated_at=timezone.now())


def _remove(exports: list[DataExport]) -> int:
    with transaction.atomic():
        discard_after_commit(*(export.file.name or "" for export in exports))
        for export in exports:
            export.close(state=DataExport.State.GONE)
            export.file = ""
            export.save(update_fields=["state", "is_open", "file", "updated_at"])
    return len(exports)


def _give_up_stuck(now: datetime) -> None:
    stuck = DataExport.objects.filter(is_open=True, updated_at__lt=now - STUCK_AFTER)
    stuck.update(state=DataExport.State.FAILED, is_open=False)
