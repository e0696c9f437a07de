"""The operator console: how rows are shown that are only looked at, and the audit trail."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from shared_apps.kernel.models import AuditEntry


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows may be found and read; whatever changes is an action of its own, through a service."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "action", "actor_name", "object_type", "object_id", "tenant_id")
    list_filter = ("action",)
    search_fields = ("actor_name", "object_id", "request_id")
    ordering = ("-created_at",)
