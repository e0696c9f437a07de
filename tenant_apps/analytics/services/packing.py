"""The archive: every table of the school as CSV and as JSON, and a list of what is in it."""

from __future__ import annotations

import json
import tempfile
import uuid
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import IO, Any

from django.apps import apps
from django.db import models

from shared_apps.kernel.spreadsheets import csv_lines
from tenant_apps.analytics.rules.packing import as_cell, as_json, is_secret
from tenants.context import require_tenant
from tenants.moments import one_moment
from tenants.orm import TenantModel

FORMAT = 1
ROWS_AT_ONCE = 2000
SPOOLED_BYTES = 8 * 1024 * 1024
NAMES = {
    "staff.staffmember": "staff",
    "students.student": "students",
    "courses.course": "courses",
    "courses.module": "modules",
    "courses.lesson": "lessons",
    "video.video": "videos",
    "coupons.codebatch": "code_batches",
    "coupons.accesscode": "codes",
    "coupons.codeuse": "code_uses",
    "coupons.discountcoupon": "discounts",
    "coupons.discountuse": "discount_uses",
    "enrollments.enrollment": "enrollments",
    "enrollments.lessonprogress": "lesson_progress",
    "assessments.assessment": "assessments",
    "assessments.question": "questions",
    "assessments.option": "options",
    "assessments.attempt": "attempts",
    "assessments.answer": "answers",
    "ratings.rating": "ratings",
}
"""What people call a table; others are called by their app and model."""
LEFT_OUT = frozenset({"analytics.dataexport", "video.videoaccount", "video.videoreservation"})
"""Tables that say nothing about the school's people and courses, or hold what opens a service."""
COLUMNS_LEFT_OUT = frozenset({"assessments.attempt.held_by"})
"""Names of sessions."""

Told = Callable[[int, int], None]


def list_tables() -> list[type[TenantModel]]:
    """Every table of a school but those left out: a new one is packed without being named here."""
    found = [model for model in apps.get_models() if issubclass(model, TenantModel)]
    return [model for model in found if model._meta.label_lower not in LEFT_OUT]


def columns_of(*, model: type[TenantModel]) -> list[str]:
    """The columns that leave, in the table's order: none that holds bytes or something secret."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if not isinstance(field, models.BinaryField)
        and not is_secret(column=field.name)
        and f"{model._meta.label_lower}.{field.name}" not in COLUMNS_LEFT_OUT
    ]


def name_of(*, model: type[TenantModel]) -> str:
    """What the table's files are called."""
    label = model._meta.label_lower
    return NAMES.get(label, label.replace(".", "_"))


def write_archive(*, into: IO[bytes], now: datetime, told: Told) -> int:
    """Write the active school's archive as of one moment; returns how many rows are in it.

    `told` hears after each table how many are done and how many rows that were. It cannot write over
    this connection (see `one_moment`).
    """
    school = require_tenant()
    counts: dict[str, int] = {}
    with one_moment(), zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, model in enumerate(list_tables(), start=1):
            counts[name_of(model=model)] = _write_table(archive, model)
            told(done, sum(counts.values()))
        about = {
            "format": FORMAT,
            "school": school.username,
            "packed_at": now.isoformat(),
            "rows": counts,
        }
        archive.writestr("about.json", json.dumps(about, indent=2))
    return sum(counts.values())


def _write_table(archive: zipfile.ZipFile, model: type[TenantModel]) -> int:
    """One pass over the rows feeds both forms."""
    columns, name = columns_of(model=model), name_of(model=model)
    count = 0
    with tempfile.SpooledTemporaryFile(SPOOLED_BYTES) as spool:
        spool.write(b"[")

        def cells() -> Iterator[list[object]]:
            nonlocal count
            for row in _rows(model, columns):
                plain = {column: as_json(value) for column, value in zip(columns, row, strict=True)}
                spool.write(b",\n" if count else b"\n")
                spool.write(json.dumps(plain, ensure_ascii=False).encode())
                count += 1
                yield [as_cell(value) for value in row]

        with archive.open(f"csv/{name}.csv", "w") as file:
            for line in csv_lines(heads=columns, rows=cells()):
                file.write(line.encode())
        spool.write(b"\n]\n")
        spool.seek(0)
        with archive.open(f"json/{name}.json", "w") as file:
            while piece := spool.read(1024 * 1024):
                file.write(piece)
    return count


def _rows(model: type[TenantModel], columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Walks along the key in short questions: no cursor is held open while a file is written."""
    latest: uuid.UUID | None = None
    while True:
        rows = model.objects.order_by("pk").values_list("pk", *columns)
        page = list((rows if latest is None else rows.filter(pk__gt=latest))[:ROWS_AT_ONCE])
        for key, *values in page:
            yield tuple(values)
            latest = key
        if len(page) < ROWS_AT_ONCE:
            return
