"""What operators did to schools, as far as a school may know it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shared_apps.kernel.models import KeyedModel


class Notice(KeyedModel):
    """A warning to a school that it will be closed; one stands at a time."""

    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, related_name="notices")
    reason = models.CharField(_("reason"), max_length=200)
    closes_on = models.DateField(_("closes on"))
    operator_id = models.UUIDField()
    operator_name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(withdrawn_at__isnull=True), name="notice_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.closes_on}"


class Visit(KeyedModel):
    """An operator looked at a school as its owner sees it; the owner can read when and why."""

    tenant = models.ForeignKey("tenants.Tenant", on_delete=models.CASCADE, related_name="visits")
    operator_id = models.UUIDField()
    operator_name = models.CharField(max_length=200)
    owner_id = models.UUIDField()
    reason = models.CharField(_("reason"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    entered_at = models.DateTimeField(null=True)
    session_id = models.UUIDField(null=True)
    ends_at = models.DateTimeField()
    """At the latest."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [models.Index(fields=["tenant", "-created_at"], name="visit_of_school_newest")]

    def __str__(self) -> str:
        return f"{self.operator_name} {self.tenant_id}"
