"""A lesson's video, whoever keeps it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenants.orm import TenantModel


class Video(TenantModel, TimedModel):
    class State(models.TextChoices):
        UPLOADING = "uploading", _("uploading")
        PROCESSING = "processing", _("processing")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    lesson = models.OneToOneField("courses.Lesson", on_delete=models.CASCADE, related_name="video")
    provider = models.CharField(max_length=20, default="local")
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADING)
    file = models.FileField(_("file"), upload_to="private/videos", max_length=200, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    """The provider's own name of the video; empty for the local one."""
    original_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=60, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    duration_seconds = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def __str__(self) -> str:
        return self.original_name or str(self.pk)
