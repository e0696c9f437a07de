"""Files of courses, modules and lessons: the former one goes once the change is committed."""

from __future__ import annotations

from django.core.files.base import File
from django.db import models

from tenants.storage import discard_after_commit


def replace_file(row: models.Model, field: str, file: File | None) -> None:
    """Set the field to a checked file, or to none. The caller saves the row and holds the transaction."""
    former = getattr(row, field).name
    if former:
        discard_after_commit(former)
    setattr(row, field, file or "")
