"""Courses, their modules, their lessons."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, F, Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenants.orm import TenantModel


class Course(TenantModel, TimedModel):
    """Something a student enrols in. The totals are kept by the services that change them."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")

    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, default=0)
    is_free = models.BooleanField(_("free"), default=False)
    category_id = models.UUIDField(null=True, blank=True)
    category_number = models.BigIntegerField(null=True, blank=True)
    category_name = models.CharField(max_length=80, blank=True)
    category_icon = models.CharField(max_length=200, blank=True)
    thumbnail = models.ImageField(_("picture"), upload_to="public/courses", max_length=200, blank=True)
    trailer_video = models.FileField(_("trailer"), upload_to="public/trailers", max_length=200, blank=True)
    access_days = models.PositiveIntegerField(_("days of access"), default=30)
    sells_modules_alone = models.BooleanField(_("modules may be bought alone"), default=True)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    """How many students may be in the course at once; None for any number."""
    countries = ArrayField(
        models.CharField(max_length=2), verbose_name=_("countries"), default=list, db_default=[], blank=True
    )
    """ISO 3166 alpha-2 codes of the countries in which the course is open; empty for everywhere."""
    plans = ArrayField(
        models.CharField(max_length=40), verbose_name=_("plans"), default=list, db_default=[], blank=True
    )
    """Names of the students' plans that include the course; empty for everyone."""
    published_at = models.DateTimeField(null=True, blank=True)
    total_enrollments = models.PositiveIntegerField(default=0)
    total_lessons = models.PositiveIntegerField(default=0)
    """Published lessons of published modules."""
    total_duration_seconds = models.PositiveIntegerField(default=0)
    total_reviews = models.PositiveIntegerField(default=0)
    average_rating = models.DecimalField(max_digits=3, decimal_places=2, default=0)
    version = models.PositiveBigIntegerField(default=0)
    """Raised with each change; the catalogue takes only newer copies."""

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(name="course_free_costs_nothing", condition=Q(is_free=False) | Q(price=0)),
            models.CheckConstraint(name="course_price_not_negative", condition=Q(price__gte=0)),
            models.CheckConstraint(
                name="course_capacity_from_one", condition=Q(capacity=None) | Q(capacity__gte=1)
            ),
        ]
        indexes = [models.Index(fields=["-created_at"], name="course_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class CoursePrerequisite(TenantModel):
    """Before `course` a student must have completed `required`."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="prerequisites", db_index=False)
    required = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="leads_to")

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        constraints = [
            models.UniqueConstraint(fields=["course", "required"], name="prerequisite_once"),
            models.CheckConstraint(name="prerequisite_not_itself", condition=~Q(course=F("required"))),
        ]

    def __str__(self) -> str:
        return f"{self.required_id} → {self.course_id}"


class Module(TenantModel, TimedModel):
    """A part of a course, sold with it or alone."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="modules", db_index=False)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    order = models.PositiveIntegerField(_("order"))
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2, default=0)
    is_free = models.BooleanField(_("free"), default=False)
    is_published = models.BooleanField(_("published"), default=False)
    image = models.ImageField(_("picture"), upload_to="public/modules", max_length=200, blank=True)
    total_lessons = models.PositiveIntegerField(default=0)
    """Published lessons."""
    total_duration_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["order"]
        constraints = [
            # Deferred to the commit, so that two modules can change places in one transaction.
            models.UniqueConstraint(
                fields=["course", "order"], name="module_order_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="module_order_from_one", condition=Q(order__gte=1)),
            models.CheckConstraint(name="module_free_costs_nothing", condition=Q(is_free=False) | Q(price=0)),
            models.CheckConstraint(name="module_price_not_negative", condition=Q(price__gte=0)),
        ]

    def __str__(self) -> str:
        return self.title


class Lesson(TenantModel, TimedModel):
    """One sitting: a video, a document, or only text. The video is a row of the `video` app."""

    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="lessons", db_index=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lessons")
    """The module's course, kept beside it because access is decided per course."""
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), max_length=20_000, blank=True)
    order = models.PositiveIntegerField(_("order"))
    is_published = models.BooleanField(_("published"), default=False)
    is_free = models.BooleanField(_("free preview"), default=False)
    duration_seconds = models.PositiveIntegerField(default=0)
    document = models.FileField(_("document"), upload_to="private/documents", max_length=200, blank=True)
    document_name = models.CharField(max_length=200, blank=True)
    """The name under which the teacher uploaded it."""
    thumbnail = models.ImageField(_("picture"), upload_to="public/lessons", max_length=200, blank=True)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["module", "order"], name="lesson_order_once", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(name="lesson_order_from_one", condition=Q(order__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title
