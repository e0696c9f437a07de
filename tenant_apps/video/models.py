"""A lesson's video, whoever keeps it, and what a school has at the video service."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
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
    hls_prefix = models.CharField(max_length=24, null=True, editable=False)  # noqa: DJ001  (none yet)
    """How the names of its encrypted pieces begin; None while it plays as one file."""
    hls_segments = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    def __str__(self) -> str:
        return self.original_name or str(self.pk)

    @property
    def shown_id(self) -> str:
        """The name by which clients know it: the provider's, else the row's."""
        return self.external_id or str(self.pk)

    @property
    def is_framed(self) -> bool:
        """Whether it plays in its provider's own player, in a frame."""
        return self.provider != "local"


class VideoAccount(TenantModel, TimedModel):
    """The school's own account at the video service: at most one. Both keys are ciphertext."""

    slot = models.PositiveSmallIntegerField(default=1, unique=True, editable=False)
    viewer_secret = models.BinaryField()
    """Reads states and asks for playing."""
    viewer_tail = models.CharField(max_length=4)
    uploader_secret = models.BinaryField()
    """Reserves and deletes."""
    uploader_tail = models.CharField(max_length=4)

    class Meta:
        verbose_name = _("video account")
        verbose_name_plural = _("video accounts")
        constraints = [models.CheckConstraint(name="video_account_only_one", condition=Q(slot=1))]

    def __str__(self) -> str:
        return f"•••• {self.uploader_tail}"


class VideoReservation(TenantModel, TimedModel):
    """A video's place at the service that this school asked for. Only these can be given to lessons."""

    class State(models.TextChoices):
        RESERVED = "reserved", _("reserved")
        ATTACHED = "attached", _("attached")
        RELEASED = "released", _("released")

    external_id = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    reserved_by = models.UUIDField()
    """The identity that asked."""
    on_own_account = models.BooleanField()
    """Whose account keeps it: the school's own, or the platform's."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.RESERVED)
    lesson_id = models.UUIDField(null=True)
    attached_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    """When the service was last asked how far it is."""
    word = models.CharField(max_length=40, blank=True)
    """What it answered, in its own word."""

    class Meta:
        verbose_name = _("reserved video")
        verbose_name_plural = _("reserved videos")
        indexes = [models.Index(fields=["state", "created_at"], name="video_reserved_oldest")]

    def __str__(self) -> str:
        return self.title
