"""What helps staff to give marks: words that are said often, and counting anew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenant_apps.assessments.models.authoring import Assessment
from tenants.orm import TenantModel


class SavedComment(TenantModel, TimedModel):
    """Words for students that the school's staff say again and again."""

    text = models.CharField(_("comment"), max_length=500, unique=True)

    class Meta:
        verbose_name = _("saved comment")
        verbose_name_plural = _("saved comments")

    def __str__(self) -> str:
        return self.text[:60]


class Regrading(TenantModel, TimedModel):
    """One counting anew of an assessment that was too large to wait for."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="regradings", db_index=False
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    asked_by = models.UUIDField()
    """The user of the staff member who asked."""
    attempts_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    """How many results are others than before; known when done."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("regrading")
        verbose_name_plural = _("regradings")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(state="waiting"), name="regrading_one_waiting"
            ),
        ]
        indexes = [models.Index(fields=["assessment", "-created_at"], name="regrading_of_assessment")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.state}"
