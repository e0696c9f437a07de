"""Prepaid access codes: printed, sold, spent once; and discount coupons: so many percent off."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import NumberField, TimedModel
from tenants.orm import TenantModel


class CodeBatch(TenantModel, TimedModel):
    """Codes made together: one price, one printed sheet."""

    label = models.CharField(_("name"), max_length=120, blank=True)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2)
    size = models.PositiveIntegerField(_("number of codes"))
    expires_at = models.DateTimeField(_("valid until"))
    number = models.PositiveIntegerField(_("batch number"), default=0, db_default=0)
    """Counts from 1 in each school and is printed before the serial; 0 where nobody gave one."""

    class Meta:
        verbose_name = _("batch of codes")
        verbose_name_plural = _("batches of codes")
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=Q(number__gt=0), name="batch_number_once")
        ]
        indexes = [models.Index(fields=["-created_at"], name="batch_newest")]

    def __str__(self) -> str:
        return self.label or f"{self.size} × {self.price}"


class AccessCode(TenantModel, TimedModel):
    """A code that opens a course or module of its price."""

    class Status(models.TextChoices):
        FULL = "full_accessed", _("opens what it pays for")
        LIMITED = "limited_access", _("does not open anything")

    number = NumberField()
    batch = models.ForeignKey(CodeBatch, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(_("code"), max_length=32)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.FULL)
    price = models.DecimalField(_("price"), max_digits=10, decimal_places=2)
    max_uses = models.PositiveIntegerField(_("uses allowed"), default=1)
    used_count = models.PositiveIntegerField(_("uses"), default=0)
    expires_at = models.DateTimeField(_("valid until"))
    is_active = models.BooleanField(_("active"), default=True)
    serial = models.PositiveIntegerField(_("serial number"), default=0, db_default=0)
    """The place in the batch, from 1, as printed; 0 where nobody gave one."""

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        constraints = [
            # A constraint, not `unique=True`: that would add a second, pattern index per school.
            models.UniqueConstraint(fields=["code"], name="code_once"),
            models.CheckConstraint(name="code_not_overspent", condition=Q(used_count__lte=F("max_uses"))),
            models.CheckConstraint(name="code_price_positive", condition=Q(price__gte=0)),
        ]
        indexes = [models.Index(fields=["-created_at", "id"], name="code_newest")]

    def __str__(self) -> str:
        return self.code


class CodeEvent(TenantModel):
    """One thing that staff did with a batch or with codes of it. Rows are only added."""

    class Kind(models.TextChoices):
        PRINTED = "printed", _("printed")
        EXPORTED = "exported", _("exported")
        VOIDED = "voided", _("made void")
        RESTORED = "restored", _("restored")
        EXTENDED = "extended", _("valid until another day")
        REPLACED = "replaced", _("replaced by a new code")
        DELETED = "deleted", _("deleted")

    batch = models.ForeignKey(CodeBatch, on_delete=models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    code = models.CharField(max_length=32, blank=True)
    """The one code that it concerned, also when that is deleted since; empty for several."""
    other_code = models.CharField(max_length=32, blank=True)
    """What replaced it."""
    first_serial = models.PositiveIntegerField(null=True)
    last_serial = models.PositiveIntegerField(null=True)
    """Both None: the whole batch."""
    count = models.PositiveIntegerField(default=1)
    """How many codes it changed, or how many were on the paper."""
    until = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=160, blank=True)

    class Meta:
        verbose_name = _("event of a batch")
        verbose_name_plural = _("events of batches")
        indexes = [
            models.Index(fields=["batch", "-at"], name="code_event_newest"),
            models.Index(fields=["code"], name="code_event_code"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code or self.count}"


class CodeUse(TenantModel):
    """One spending of a code. Rows are only added: they are what the teacher earned."""

    access_code = models.ForeignKey(AccessCode, on_delete=models.PROTECT, related_name="uses", db_index=False)
    student_id = models.UUIDField()
    """Student of this school; kept when the student is removed."""
    student_number = models.BigIntegerField()
    student_name = models.CharField(max_length=160)
    student_email = models.EmailField(blank=True)
    course_id = models.UUIDField()
    course_title = models.CharField(max_length=200)
    module_id = models.UUIDField(null=True)
    module_title = models.CharField(max_length=200, blank=True)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("use of a code")
        verbose_name_plural = _("uses of codes")
        constraints = [
            models.UniqueConstraint(
                fields=["access_code", "student_id", "course_id", "module_id"],
                nulls_distinct=False,
                name="code_use_once",
            )
        ]
        indexes = [
            models.Index(fields=["-used_at"], name="code_use_newest"),
            models.Index(fields=["student_id", "-used_at"], name="code_use_of_student"),
            models.Index(fields=["course_id", "-used_at"], name="code_use_of_course"),
        ]

    def __str__(self) -> str:
        return f"{self.student_name}: {self.course_title}"


class DiscountCoupon(TenantModel, TimedModel):
    """So many percent off the price of courses, within a window, once per student."""

    code = models.CharField(_("code"), max_length=32)
    """As the teacher wrote it."""
    spelling = models.CharField(max_length=32)
    """As typed codes are read (`rules.normalise_code`)."""
    percent = models.PositiveSmallIntegerField(_("percent off"))
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    max_uses = models.PositiveIntegerField(_("uses allowed"), null=True, blank=True)
    """None for any number."""
    used_count = models.PositiveIntegerField(_("uses"), default=0)
    is_for_all = models.BooleanField(_("for all courses"), default=True)
    """Not "no courses chosen": a coupon whose only course was deleted is for none, not for all."""
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("discount coupon")
        verbose_name_plural = _("discount coupons")
        constraints = [
            models.UniqueConstraint(fields=["spelling"], name="discount_once"),
            models.CheckConstraint(name="discount_percent", condition=Q(percent__gte=1, percent__lte=100)),
            models.CheckConstraint(name="discount_window", condition=Q(valid_until__gt=F("valid_from"))),
            models.CheckConstraint(name="discount_uses", condition=Q(max_uses=None) | Q(max_uses__gte=1)),
            models.CheckConstraint(
                name="discount_not_overspent", condition=Q(max_uses=None) | Q(used_count__lte=F("max_uses"))
            ),
        ]
        indexes = [models.Index(fields=["-created_at", "id"], name="discount_newest")]

    def __str__(self) -> str:
        return f"{self.code}: {self.percent} %"


class DiscountCourse(TenantModel):
    """A course for which a coupon counts that is not for all."""

    coupon = models.ForeignKey(
        DiscountCoupon, on_delete=models.CASCADE, related_name="courses", db_index=False
    )
    course = models.ForeignKey("courses.Course", on_delete=models.CASCADE, related_name="discounts")

    class Meta:
        verbose_name = _("course of a coupon")
        verbose_name_plural = _("courses of a coupon")
        constraints = [models.UniqueConstraint(fields=["coupon", "course"], name="discount_course_once")]

    def __str__(self) -> str:
        return f"{self.coupon_id} {self.course_id}"


class DiscountUse(TenantModel):
    """One use of a discount. Rows are only added; they outlive the coupon, the student and the course."""

    coupon_id = models.UUIDField()
    coupon_code = models.CharField(max_length=32)
    percent = models.PositiveSmallIntegerField()
    student_id = models.UUIDField()
    student_user_id = models.UUIDField()
    student_username = models.CharField(max_length=30)
    student_name = models.CharField(max_length=160)
    course_id = models.UUIDField()
    course_title = models.CharField(max_length=200)
    price = models.DecimalField(max_digits=10, decimal_places=2)
    """Of the course, before the discount."""
    discount = models.DecimalField(max_digits=10, decimal_places=2)
    used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("use of a discount")
        verbose_name_plural = _("uses of discounts")
        constraints = [models.UniqueConstraint(fields=["coupon_id", "student_id"], name="discount_use_once")]
        indexes = [models.Index(fields=["-used_at"], name="discount_use_newest")]

    def __str__(self) -> str:
        return f"{self.student_name}: {self.coupon_code}"
