"""What a teacher writes: assessments, questions, options."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenant_apps.assessments.rules.kinds import AssessmentKind, QuestionKind, ResultsShown
from tenants.orm import TenantModel


class Assessment(TenantModel, TimedModel):
    """A quiz, assignment or exam of a course, of one of its modules, or of one lesson.

    The target is the most specific of `lesson`, `module`, `course`; the less specific are always set.
    """

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    kind = models.CharField(
        _("kind"), max_length=10, choices=AssessmentKind.choices, default=AssessmentKind.QUIZ
    )
    course = models.ForeignKey(
        "courses.Course", on_delete=models.CASCADE, related_name="assessments", db_index=False
    )
    module = models.ForeignKey(
        "courses.Module",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="assessments",
        db_index=False,
    )
    lesson = models.ForeignKey(
        "courses.Lesson",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="assessments",
        db_index=False,
    )
    is_published = models.BooleanField(_("published"), default=False)
    passing_percent = models.DecimalField(
        _("passing grade in percent"), max_digits=5, decimal_places=2, default=Decimal("50.00")
    )
    time_limit_minutes = models.PositiveIntegerField(_("time limit in minutes"), null=True, blank=True)
    """None: as long as the window lasts."""
    max_attempts = models.PositiveIntegerField(_("attempts"), null=True, blank=True, default=1)
    """None: any number."""
    available_from = models.DateTimeField(_("opens"), null=True, blank=True)
    available_until = models.DateTimeField(_("closes"), null=True, blank=True)
    shuffle_questions = models.BooleanField(_("shuffle questions"), default=False)
    shuffle_options = models.BooleanField(_("shuffle options"), default=False)
    results_shown = models.CharField(
        _("results are shown"), max_length=13, choices=ResultsShown.choices, default=ResultsShown.AT_ONCE
    )
    results_released_at = models.DateTimeField(null=True, blank=True)
    """When the teacher released the results by hand, whatever `results_shown` says."""
    show_explanations = models.BooleanField(_("show explanations with the results"), default=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.CheckConstraint(
                name="assessment_lesson_has_module", condition=Q(lesson=None) | Q(module__isnull=False)
            ),
            models.CheckConstraint(
                name="assessment_passing_percent",
                condition=Q(passing_percent__gte=0) & Q(passing_percent__lte=100),
            ),
            models.CheckConstraint(
                name="assessment_time_limit_from_one",
                condition=Q(time_limit_minutes=None) | Q(time_limit_minutes__gte=1),
            ),
            models.CheckConstraint(
                name="assessment_attempts_from_one", condition=Q(max_attempts=None) | Q(max_attempts__gte=1)
            ),
            models.CheckConstraint(
                name="assessment_window_in_order",
                condition=Q(available_from=None)
                | Q(available_until=None)
                | Q(available_until__gt=F("available_from")),
            ),
        ]
        indexes = [models.Index(fields=["course", "-created_at"], name="assessment_of_course")]

    def __str__(self) -> str:
        return self.title

    def is_upcoming(self, now: datetime) -> bool:
        return self.available_from is not None and now < self.available_from

    def is_closed(self, now: datetime) -> bool:
        return self.available_until is not None and now >= self.available_until


class Question(TenantModel, TimedModel):
    """One question. Attempts hold copies: a change reaches them only by regrading."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="questions", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=15, choices=QuestionKind.choices)
    text = models.TextField(_("question"), max_length=20_000)
    points = models.DecimalField(_("marks"), max_digits=6, decimal_places=2, default=Decimal("1.00"))
    order = models.PositiveIntegerField(_("order"))
    explanation = models.TextField(_("explanation"), max_length=10_000, blank=True)
    picture = models.ImageField(_("picture"), upload_to="private/questions", max_length=200, blank=True)
    is_required = models.BooleanField(_("required"), default=True)
    allows_several = models.BooleanField(_("several options may be chosen"), default=False)
    correct_true_false = models.BooleanField(_("right answer"), null=True, blank=True)
    accepted_answers = ArrayField(
        models.CharField(max_length=500), verbose_name=_("accepted answers"), default=list, blank=True
    )
    """Texts that are right at once, compared forgivingly."""
    source = models.ForeignKey(
        "assessments.BankQuestion",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        db_index=False,
    )
    """The question of the bank that this one is a copy of."""

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "order"], name="question_order_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="question_order_from_one", condition=Q(order__gte=1)),
            models.CheckConstraint(name="question_points_positive", condition=Q(points__gt=0)),
        ]
        indexes = [
            models.Index(fields=["source"], condition=Q(source__isnull=False), name="question_from_bank")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Option(TenantModel, TimedModel):
    """One of the answers to choose from. A true/false question always has both of its two."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options", db_index=False)
    text = models.TextField(_("option"), max_length=2000)
    is_correct = models.BooleanField(_("right"), default=False)
    order = models.PositiveIntegerField(_("order"))

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "order"], name="option_order_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="option_order_from_one", condition=Q(order__gte=1)),
        ]

    def __str__(self) -> str:
        return self.text[:60]
