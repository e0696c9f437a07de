"""Operator console: schools and their addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.kernel.admin import ReadOnlyAdmin
from shared_apps.kernel.audit import record_act
from shared_apps.kernel.errors import Refusal
from tenants.logs import request_id
from tenants.models import Domain, Tenant
from tenants.schools import restore_school, suspend_school


class DomainInline(admin.TabularInline):
    model = Domain
    fields = readonly_fields = ("domain", "is_primary", "verified_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Tenant)
class TenantAdmin(ReadOnlyAdmin):
    list_display = ("username", "state", "plan", "language", "currency", "activated_at")
    list_filter = ("state", "plan", "language")
    search_fields = ("username", "schema_name", "domains__domain")
    ordering = ("-created_at",)
    inlines = (DomainInline,)
    actions = ("suspend", "restore")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tenant]:
        # The stock of ready schemas is no school yet.
        return super().get_queryset(request).exclude(username=None)

    @admin.action(description=gettext_lazy("Close the chosen schools for everybody"))
    def suspend(self, request: HttpRequest, chosen: QuerySet[Tenant]) -> None:
        reason = f"by {request.user.get_username()}"
        self._each(
            request, chosen, "school.suspend", lambda school: suspend_school(tenant=school, reason=reason)
        )

    @admin.action(description=gettext_lazy("Open the chosen schools again"))
    def restore(self, request: HttpRequest, chosen: QuerySet[Tenant]) -> None:
        self._each(request, chosen, "school.restore", lambda school: restore_school(tenant=school))

    def _each(
        self, request: HttpRequest, chosen: QuerySet[Tenant], action: str, act: Callable[[Tenant], Tenant]
    ) -> None:
        for school in chosen:
            try:
                with transaction.atomic():
                    changed = act(school)
                    record_act(
                        action=action,
                        actor_id=request.user.pk,
                        actor_name=request.user.get_full_name(),
                        object_type="school",
                        object_id=school.pk,
                        tenant_id=school.pk,
                        before={"state": school.state},
                        after={"state": changed.state},
                        request_id=request_id.get(),
                    )
            except Refusal as refusal:
                self.message_user(request, f"{school}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, _("%(name)s: done.") % {"name": school}, messages.SUCCESS)
