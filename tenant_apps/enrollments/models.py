"""Who may learn what, until when, and how far they are."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import NumberField, TimedModel
from tenant_apps.enrollments.rules import NOTE_MAX_LENGTH, is_over
from tenants.orm import TenantModel, TenantQuerySet


class EnrollmentQuerySet(TenantQuerySet):
    def live(self, *, now: datetime) -> Self:
        """Those that open lessons at this moment."""
        return self.filter(
            Q(ends_at=None) | Q(ends_at__gt=now),
            status__in=[Enrollment.Status.ACTIVE, Enrollment.Status.COMPLETED],
            access_type=Enrollment.Access.FULL,
            is_active=True,
        )

    def kept(self) -> Self:
        """Those that a person would call an enrolment: paid for or free once, even if over now."""
        return self.filter(status__in=Enrollment.KEPT)


class Enrollment(TenantModel, TimedModel):
    """A student's place in a course, or in one module of it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("pending")
        ACTIVE = "active", _("active")
        COMPLETED = "completed", _("completed")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("expired")

    class Access(models.TextChoices):
        FULL = "full_access", _("full access")
        NONE = "no_access", _("no access")

    KEPT = (Status.ACTIVE, Status.COMPLETED, Status.EXPIRED)
    """Paid for, or free, at least once; the others never opened anything or were taken back."""

    number = NumberField()
    student = models.ForeignKey(
        "students.Student", on_delete=models.CASCADE, related_name="enrollments", db_index=False
    )
    course = models.ForeignKey(
        "courses.Course", on_delete=models.CASCADE, related_name="enrollments", db_index=False
    )
    module = models.ForeignKey(
        "courses.Module", on_delete=models.CASCADE, null=True, related_name="enrollments", db_index=False
    )
    """Set when only this module was opened."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    access_type = models.CharField(max_length=12, choices=Access.choices, default=Access.NONE)
    is_active = models.BooleanField(default=True)
    enrolled_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    completed_lessons = models.PositiveIntegerField(default=0)
    progress_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    last_activity_at = models.DateTimeField(null=True)
    paid = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    code_use_id = models.UUIDField(null=True)

    objects = EnrollmentQuerySet.as_manager()  # type: ignore[misc]  # a more exact manager than the base's

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "course", "module"], nulls_distinct=False, name="enrollment_once"
            ),
            models.CheckConstraint(
                name="enrollment_progress_percent",
                condition=Q(progress_percent__gte=0) & Q(progress_percent__lte=100),
            ),
        ]
        indexes = [
            models.Index(fields=["course", "-enrolled_at"], name="enrollment_of_course"),
            models.Index(fields=["-enrolled_at", "id"], name="enrollment_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} → {self.course_id}"

    @property
    def is_kept(self) -> bool:
        """See `EnrollmentQuerySet.kept`."""
        return self.status in self.KEPT

    def is_live(self, now: datetime) -> bool:
        """See `EnrollmentQuerySet.live`."""
        return (
            self.is_active
            and self.access_type == self.Access.FULL
            and self.status in (self.Status.ACTIVE, self.Status.COMPLETED)
            and not is_over(ends_at=self.ends_at, now=now)
        )

    def status_at(self, now: datetime) -> str:
        """The status as it is told: an active one whose time is over has expired, marked or not."""
        over = self.status == self.Status.ACTIVE and is_over(ends_at=self.ends_at, now=now)
        return str(self.Status.EXPIRED if over else self.status)

    def access_at(self, now: datetime) -> str:
        """The access as it is told."""
        over = is_over(ends_at=self.ends_at, now=now)
        return str(self.Access.NONE if over else self.access_type)


class LessonProgress(TenantModel):
    """How far a student is in a lesson; made when the lesson is first opened or marked."""

    student = models.ForeignKey(
        "students.Student", on_delete=models.CASCADE, related_name="progress", db_index=False
    )
    lesson = models.ForeignKey("courses.Lesson", on_delete=models.CASCADE, related_name="progress")
    is_completed = models.BooleanField(default=False)
    completed_at = models.DateTimeField(null=True)
    position_seconds = models.PositiveIntegerField(default=0)
    """Where playing goes on."""
    watched_seconds = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    """When the player last told how far it is: the clock against which the next report is bounded."""

    class Meta:
        verbose_name = _("lesson progress")
        verbose_name_plural = _("lesson progress")
        constraints = [models.UniqueConstraint(fields=["student", "lesson"], name="lesson_progress_once")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.lesson_id}"


class LessonNote(TenantModel, TimedModel):
    """What a student wrote for themselves at a moment of a lesson's film; nobody else reads it."""

    student = models.ForeignKey(
        "students.Student", on_delete=models.CASCADE, related_name="lesson_notes", db_index=False
    )
    lesson = models.ForeignKey("courses.Lesson", on_delete=models.CASCADE, related_name="notes")
    position_seconds = models.PositiveIntegerField(default=0)
    text = models.TextField(_("note"), max_length=NOTE_MAX_LENGTH)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [
            models.Index(fields=["student", "lesson", "position_seconds"], name="note_of_student_in_lesson")
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.lesson_id} {self.position_seconds}"
