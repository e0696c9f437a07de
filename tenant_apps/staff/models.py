"""Who runs the school."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenants.orm import TenantModel


class StaffMember(TenantModel, TimedModel):
    """A person's role in this school; `user_id` names the identity, without a constraint."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        INSTRUCTOR = "instructor", _("instructor")
        ASSISTANT = "assistant", _("assistant")

    user_id = models.UUIDField(unique=True)
    role = models.CharField(max_length=10, choices=Role.choices)
    full_name = models.CharField(max_length=160)
    email = models.EmailField()
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        constraints = [
            models.UniqueConstraint(fields=["role"], condition=Q(role="owner"), name="staff_one_owner")
        ]

    def __str__(self) -> str:
        return self.full_name
