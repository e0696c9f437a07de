"""The school's questions that stand ready for any assessment."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenant_apps.assessments.models.authoring import Assessment
from tenant_apps.assessments.rules.kinds import Level, QuestionKind
from tenants.orm import TenantModel


class BankQuestion(TenantModel, TimedModel):
    """One question of the bank. Assessments get copies; what is drawn from it goes into papers as it is."""

    topic = models.CharField(_("topic"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=6, choices=Level.choices, default=Level.MEDIUM)
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=15, choices=QuestionKind.choices)
    text = models.TextField(_("question"), max_length=20_000)
    points = models.DecimalField(_("marks"), max_digits=6, decimal_places=2, default=Decimal("1.00"))
    explanation = models.TextField(_("explanation"), max_length=10_000, blank=True)
    picture = models.ImageField(_("picture"), upload_to="private/bank", max_length=200, blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    allows_several = models.BooleanField(_("several options may be chosen"), default=False)
    truth = models.BooleanField(_("right answer"), null=True, blank=True)
    accepted_answers = ArrayField(
        models.CharField(max_length=500), verbose_name=_("accepted answers"), default=list, blank=True
    )
    options = models.JSONField(_("options"), default=list, blank=True)
    """`[{"id": …, "text": …, "is_right": …}]` in order; of multiple choice only."""

    class Meta:
        verbose_name = _("question of the bank")
        verbose_name_plural = _("question bank")
        constraints = [
            models.CheckConstraint(name="bank_question_points_positive", condition=Q(points__gt=0)),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Draw(TenantModel, TimedModel):
    """So many questions of a topic and level, drawn from the bank anew for each attempt."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="draws", db_index=False)
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    """Empty: any."""
    level = models.CharField(_("level"), max_length=6, choices=Level.choices, blank=True)
    """Empty: any."""
    number = models.PositiveIntegerField(_("how many"))
    points = models.DecimalField(_("marks each"), max_digits=6, decimal_places=2, default=Decimal("1.00"))

    class Meta:
        verbose_name = _("draw")
        verbose_name_plural = _("draws")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "topic", "level"], name="draw_once"),
            models.CheckConstraint(name="draw_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="draw_points_positive", condition=Q(points__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.topic} {self.level}"
