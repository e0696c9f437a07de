"""The school's students: membership, profile, and the teacher's own notes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import NumberField, TimedModel
from tenants.orm import TenantModel


class Student(TenantModel, TimedModel):
    """A person as a student of this school, with a copy of what lists show of the identity."""

    number = NumberField()
    user_id = models.UUIDField(unique=True)
    user_number = models.BigIntegerField(unique=True)
    """The identity's number: teachers' paths of `edupro_v1` name students by it."""
    username = models.CharField(_("username"), max_length=30)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    parent_phone = models.CharField(_("guardian's phone"), max_length=16, blank=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    full_name = models.CharField(_("name"), max_length=160)
    avatar = models.CharField(max_length=200, blank=True)
    """Storage key of the identity's picture."""
    profile_picture = models.ImageField(_("picture"), upload_to="public/students", max_length=200, blank=True)
    bio = models.TextField(_("about"), max_length=2000, blank=True)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    gender = models.CharField(_("gender"), max_length=20, blank=True)
    grade_level = models.CharField(_("grade"), max_length=60, default="", db_default="", blank=True)
    school_name = models.CharField(_("school"), max_length=160, default="", db_default="", blank=True)
    """The school that the student goes to elsewhere."""
    country_code = models.CharField(_("country code"), max_length=2, default="", db_default="", blank=True)
    """ISO 3166 alpha-2, from the phone number unless the school says otherwise; empty: not known."""
    plan = models.CharField(_("plan"), max_length=40, default="", db_default="", blank=True)
    """The name of what the student subscribed to at this school; courses may ask for it."""
    notes = models.TextField(_("teacher's notes"), blank=True)
    tags = ArrayField(models.CharField(max_length=30), default=list, db_default=[], blank=True)
    """The teacher's own words for finding students again."""
    is_active = models.BooleanField(_("active"), default=True)
    """False: blocked by the teacher."""
    joined_at = models.DateTimeField(_("joined"))
    user_created_at = models.DateTimeField()
    latest_sign_in_at = models.DateTimeField(null=True)
    last_activity_at = models.DateTimeField(null=True)
    active_days = models.BigIntegerField(default=0, db_default=0)
    """The latest days with an activity, up to that of `last_activity_at`: see `rules`."""
    completed_lessons = models.PositiveIntegerField(default=0)
    completed_courses = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("student")
        verbose_name_plural = _("students")
        indexes = [models.Index(fields=["-joined_at"], name="student_newest")]

    def __str__(self) -> str:
        return self.full_name


class BulkWork(TenantModel, TimedModel):
    """One act done to many students, student by student; it can be taken up again where it stopped."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    act = models.CharField(max_length=20)
    course_id = models.UUIDField(null=True)
    course_title = models.CharField(max_length=200, blank=True)
    days = models.PositiveIntegerField(null=True)
    student_ids = ArrayField(models.UUIDField())
    """Whom it is about, fixed when it was confirmed."""
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    handled = models.PositiveIntegerField(default=0)
    """How many of `student_ids`, from the front, have been dealt with."""
    changed = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    """`[student id, name, code of the refusal]` of each one who was left as before."""
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=160)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bulk act")
        verbose_name_plural = _("bulk acts")

    def __str__(self) -> str:
        return f"{self.act} {len(self.student_ids)}"

    @property
    def total(self) -> int:
        return len(self.student_ids)
