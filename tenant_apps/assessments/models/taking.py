"""What students do: attempts and their answers."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenant_apps.assessments.models.authoring import Assessment
from tenant_apps.assessments.rules import paper as papers
from tenant_apps.assessments.rules.clock import is_late
from tenant_apps.assessments.rules.kinds import QuestionKind
from tenants.orm import TenantModel


class Attempt(TenantModel, TimedModel):
    """One student's sitting, on a paper frozen when it began."""

    class State(models.TextChoices):
        OPEN = "open", _("in progress")
        SUBMITTED = "submitted", _("waiting for grading")
        GRADED = "graded", _("graded")

    class ClosedBy(models.TextChoices):
        STUDENT = "student", _("the student")
        CLOCK = "clock", _("the clock")

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="attempts", db_index=False
    )
    student = models.ForeignKey(
        "students.Student", on_delete=models.CASCADE, related_name="attempts", db_index=False
    )
    number = models.PositiveIntegerField()
    """1 for the student's first."""
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    """When time is up; None when nothing limits it. Answers are taken for `GRACE` longer."""
    submitted_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=7, choices=ClosedBy.choices, blank=True)
    paper = models.JSONField()
    """Holds the key: read it by `rules.paper`, show a student only what `rules.paper.asked` leaves."""
    held_by = models.UUIDField(null=True)
    """The session of the device that may write answers; None for a client that names no device."""
    held_changes = models.PositiveIntegerField(default=0)
    """How often another device took over."""
    signals = models.JSONField(default=dict)
    """How often the page lost the focus, text was pasted and the like: information, never a verdict."""
    score = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    """Points so far; final when graded."""
    max_score = models.DecimalField(max_digits=9, decimal_places=2)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    is_passed = models.BooleanField(null=True)
    graded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            models.UniqueConstraint(fields=["student", "assessment", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["student", "assessment"], condition=Q(state="open"), name="attempt_one_open"
            ),
            models.CheckConstraint(
                name="attempt_score_within",
                condition=Q(score=None) | (Q(score__gte=0) & Q(score__lte=F("max_score"))),
            ),
        ]
        indexes = [
            models.Index(fields=["assessment", "-started_at"], name="attempt_of_assessment"),
            models.Index(fields=["expires_at"], condition=Q(state="open"), name="attempt_open_until"),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.assessment_id} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    def is_overdue(self, now: datetime) -> bool:
        """Still open although time and grace are over."""
        return self.is_open and is_late(expires_at=self.expires_at, now=now)


class Answer(TenantModel):
    """What a student gave to one question of the paper. No row: not answered."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers", db_index=False)
    question_id = models.UUIDField()
    """The id inside the attempt's paper; the question may be gone from the assessment since."""
    question_kind = models.CharField(max_length=15, choices=QuestionKind.choices)
    given = models.JSONField(null=True)
    """`{"options": [ids]}`, `{"text": …}` or `{"bool": …}`; None when taken back."""
    sequence = models.BigIntegerField(default=0)
    """The client's counter: a save with a lower or equal one changes nothing."""
    saved_at = models.DateTimeField()
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    is_right = models.BooleanField(null=True)
    feedback = models.TextField(_("feedback"), max_length=5000, blank=True)
    needs_grading = models.BooleanField(default=False)
    graded_at = models.DateTimeField(null=True)
    graded_by = models.UUIDField(null=True)
    """The user who gave the points; None when the key did."""

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question_id"], name="answer_once"),
            models.CheckConstraint(
                name="answer_points_not_negative", condition=Q(points=None) | Q(points__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["saved_at"], condition=Q(needs_grading=True), name="answer_waiting")]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.question_id}"

    @property
    def question(self) -> papers.PaperQuestion:
        """The question as it was asked, with its key: for staff, and for results after release.

        Reads `asked` where a list brought it along, else the attempt's paper.
        """
        stored = getattr(self, "asked", None) or self.attempt.paper["questions"][str(self.question_id)]
        return papers.read_question(stored)
