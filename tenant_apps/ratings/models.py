"""What a student says of a course."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import NumberField, TimedModel
from tenant_apps.ratings.rules import MAX_COMMENT, MAX_REASON, MAX_REPLY
from tenants.orm import TenantModel, TenantQuerySet


class RatingQuerySet(TenantQuerySet):
    def shown(self) -> Self:
        """Those that the public sees and averages count."""
        return self.filter(hidden_at=None)


class Rating(TenantModel, TimedModel):
    """One student's stars and comment for one course, with the school's reply."""

    number = NumberField()
    course = models.ForeignKey(
        "courses.Course", on_delete=models.CASCADE, related_name="ratings", db_index=False
    )
    student = models.ForeignKey(
        "students.Student", on_delete=models.CASCADE, related_name="ratings", db_index=False
    )
    stars = models.PositiveSmallIntegerField(_("stars"))
    comment = models.CharField(_("comment"), max_length=MAX_COMMENT, blank=True)
    changed_at = models.DateTimeField(null=True)
    """When the author last changed it."""
    reply = models.CharField(_("reply"), max_length=MAX_REPLY, blank=True)
    replied_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(_("reason"), max_length=MAX_REASON, blank=True)
    hidden_by = models.UUIDField(null=True)
    """The user who hid it."""

    objects = RatingQuerySet.as_manager()  # type: ignore[misc]  # a more exact manager than the base's

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["student", "course"], name="rating_once"),
            models.CheckConstraint(name="rating_one_to_five", condition=Q(stars__gte=1) & Q(stars__lte=5)),
        ]
        indexes = [models.Index(fields=["course", "-created_at"], name="rating_of_course")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.course_id} {self.stars}"

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None
