"""Who runs the school, who was asked to, and what they did."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import TimedModel
from tenant_apps.staff.rules import SCOPES, all_scopes, may
from tenants.orm import TenantModel


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    INSTRUCTOR = "instructor", _("instructor")
    ASSISTANT = "assistant", _("assistant")


class StaffMember(TenantModel, TimedModel):
    """A person's role in this school; `user_id` names the identity, without a constraint."""

    Role = Role

    user_id = models.UUIDField(unique=True)
    role = models.CharField(max_length=10, choices=Role.choices)
    full_name = models.CharField(max_length=160)
    email = models.EmailField()
    is_active = models.BooleanField(default=True)
    scopes = ArrayField(
        models.CharField(max_length=12), default=all_scopes, db_default=list(SCOPES), blank=True
    )
    """What an assistant may see and do; the other roles are not narrowed by it."""

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        constraints = [
            models.UniqueConstraint(fields=["role"], condition=Q(role="owner"), name="staff_one_owner")
        ]

    def __str__(self) -> str:
        return self.full_name

    def may(self, scope: str) -> bool:
        """Whether this area of the school is open to the person."""
        return may(role=self.role, scopes=self.scopes, scope=scope)


class Invitation(TenantModel, TimedModel):
    """Somebody was asked to run the school with others; the link that says so opens once."""

    full_name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"))
    role = models.CharField(max_length=10, choices=Role.choices)
    scopes = ArrayField(models.CharField(max_length=12), default=all_scopes, blank=True)
    invited_by = models.CharField(max_length=160)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    """When the link was mailed last; null until a mail has gone out."""

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=Q(accepted_at=None), name="invitation_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.email}"

    def is_open(self, now: datetime) -> bool:
        """Whether the link still lets somebody in."""
        return self.accepted_at is None and self.expires_at > now


class Activity(TenantModel):
    """One thing that somebody who runs the school did. Rows are only added; names are as they were."""

    at = models.DateTimeField()
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=160)
    act = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("line of the activity log")
        verbose_name_plural = _("activity log")
        indexes = [
            models.Index(fields=["-at", "-id"], name="activity_newest"),
            models.Index(fields=["object_id", "-at"], name="activity_of_object"),
            models.Index(fields=["person_id", "-at"], name="activity_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name}: {self.act} {self.title}"
