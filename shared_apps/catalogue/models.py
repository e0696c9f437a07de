"""The published courses of all schools, copied here in the transaction that changes the course."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CatalogueCourse(models.Model):
    """What the platform's visitors see of a published course; the school's row is the truth."""

    course_id = models.UUIDField(primary_key=True)
    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, related_name="catalogue")
    category = models.ForeignKey(
        "categories.Category", on_delete=models.SET_NULL, null=True, related_name="catalogue"
    )
    teacher_name = models.CharField(max_length=160)
    teacher_username = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    thumbnail = models.CharField(max_length=200, blank=True)
    """Storage key of a public picture."""
    trailer_video = models.CharField(max_length=200, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    currency = models.CharField(max_length=3)
    is_free = models.BooleanField()
    total_enrollments = models.PositiveIntegerField(default=0)
    total_lessons = models.PositiveIntegerField(default=0)
    total_reviews = models.PositiveIntegerField(default=0)
    total_duration_seconds = models.PositiveIntegerField(default=0)
    average_rating = models.DecimalField(max_digits=3, decimal_places=2, default=0)
    source_version = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    """When the course was made, not this row."""
    updated_at = models.DateTimeField(default=timezone.now, db_default=Now())
    """When anything of this row changed last."""

    class Meta:
        verbose_name = _("course in the catalogue")
        verbose_name_plural = _("courses in the catalogue")
        indexes = [
            models.Index(fields=["-created_at", "course_id"], name="catalogue_newest"),
            models.Index(fields=["tenant", "-created_at"], name="catalogue_of_school"),
        ]

    def __str__(self) -> str:
        return self.title
