"""The public face of a school: its teacher, its colours, its counts."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import KeyedModel, NumberField, TimedModel

hex_colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Enter a colour like #1a2b3c."))


class ColourField(models.CharField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 7)
        super().__init__(*args, **kwargs)
        self.validators.append(hex_colour)


class TeacherProfile(KeyedModel, TimedModel):
    """What a school shows of its teacher; one row per school."""

    number = NumberField()
    tenant = models.OneToOneField("tenants.Tenant", on_delete=models.CASCADE, related_name="teacher")
    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="teacher_profile")
    full_name = models.CharField(_("name"), max_length=160)
    bio = models.TextField(_("about"), max_length=5000, blank=True)
    profile_picture = models.ImageField(_("picture"), upload_to="public/teacher", max_length=200, blank=True)
    logo = models.ImageField(_("logo"), upload_to="public/logo", max_length=200, blank=True)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    specialization = models.CharField(_("subject"), max_length=160, blank=True)
    institution = models.CharField(_("institution"), max_length=160, blank=True)
    experience = models.CharField(_("experience"), max_length=255, blank=True)
    experience_years = models.PositiveSmallIntegerField(_("years of experience"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=20, blank=True)
    tagline = models.CharField(
        _("one line about the school"), max_length=160, default="", db_default="", blank=True
    )
    contact_whatsapp = models.CharField(_("WhatsApp"), max_length=16, default="", db_default="", blank=True)
    """E.164, as the other number."""
    contact_phone = models.CharField(_("phone"), max_length=16, default="", db_default="", blank=True)
    contact_email = models.EmailField(_("e-mail"), default="", db_default="", blank=True)
    asks = models.JSONField(_("asked at sign-up"), default=list, db_default=[], blank=True)
    """Which of `rules.QUESTIONS` a new student is asked beside what every school needs."""
    is_listed = models.BooleanField(_("in the directory of schools"), default=True, db_default=True)
    """Whether the platform names the school to everybody, once it offers a course."""
    primary_color = ColourField(default="#0f766e")
    primary_color_light = ColourField(default="#99f6e4")
    primary_color_dark = ColourField(default="#134e4a")
    secondary_color = ColourField(default="#f59e0b")
    accent_color = ColourField(default="#be123c")
    background_color = ColourField(default="#ffffff")
    brand_version = models.PositiveIntegerField(default=1)
    """Raised with each change of name, logo or colours: caches of the theme hang on it."""
    courses_count = models.PositiveIntegerField(default=0)
    """Published courses. Kept by the school's apps, in their transactions."""
    students_count = models.PositiveIntegerField(default=0)
    rating_average = models.DecimalField(max_digits=3, decimal_places=2, default=0)
    rating_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("teacher")
        verbose_name_plural = _("teachers")

    def __str__(self) -> str:
        return self.full_name
