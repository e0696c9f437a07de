"""The school's data, packed for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenants.orm import TenantModel


class DataExport(TenantModel, TimedModel):
    """One packing. The file goes after some days; the row stays and says who asked when."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being packed")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")
        GONE = "gone", _("removed")

    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    is_open = models.BooleanField(default=True)
    """Waiting or being packed: at most one is."""
    asked_by = models.UUIDField()
    """The user who asked."""
    asked_name = models.CharField(max_length=160)
    tables_done = models.PositiveSmallIntegerField(default=0)
    tables_all = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="private/exports", max_length=200, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    """When the file is removed."""

    class Meta:
        verbose_name = _("data export")
        verbose_name_plural = _("data exports")
        constraints = [
            models.UniqueConstraint(fields=["is_open"], condition=Q(is_open=True), name="export_one_open")
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d} {self.state}"

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    def close(self, *, state: Any) -> None:
        """Set an ending; saved by the caller."""
        self.state, self.is_open = state, False
