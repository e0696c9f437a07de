"""Subjects under which all schools list their courses."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import KeyedModel, NumberField, TimedModel


class Category(KeyedModel, TimedModel):
    number = NumberField()
    name = models.CharField(_("name"), max_length=80, unique=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=80, blank=True)
    description = models.TextField(_("description"), max_length=2000, blank=True, default="", db_default="")
    icon = models.ImageField(_("icon"), upload_to="public/categories", max_length=200, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
