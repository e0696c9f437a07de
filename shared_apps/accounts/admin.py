"""Tables of the operator console: people and their sessions."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shared_apps.accounts.models import Membership, Session, User
from shared_apps.accounts.services.closing import set_person_active
from shared_apps.kernel.admin import ReadOnlyAdmin

admin.site.site_header = admin.site.site_title = gettext_lazy("EduPro operators")
admin.site.index_title = gettext_lazy("The platform")


class MembershipInline(admin.TabularInline):
    model = Membership
    fields = readonly_fields = ("tenant", "role", "created_at")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("username", "full_name", "email", "user_type", "is_active", "created_at")
    list_filter = ("user_type", "is_active", "is_staff")
    search_fields = ("username", "email", "phone", "first_name", "last_name")
    ordering = ("-created_at",)
    # Not the password: even its hash is nobody's business.
    fields = (
        "number",
        "username",
        "email",
        "phone",
        "first_name",
        "last_name",
        "user_type",
        "language",
        "is_active",
        "is_staff",
        "last_login",
        "created_at",
    )
    inlines = (MembershipInline,)
    actions = ("close_accounts", "open_accounts")

    @admin.action(description=gettext_lazy("Close the chosen accounts"))
    def close_accounts(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        self._set_active(request, chosen, is_active=False)

    @admin.action(description=gettext_lazy("Open the chosen accounts again"))
    def open_accounts(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        self._set_active(request, chosen, is_active=True)

    def _set_active(self, request: HttpRequest, chosen: QuerySet[User], *, is_active: bool) -> None:
        operator = cast(User, request.user)
        others = [user for user in chosen if user.pk != operator.pk]
        for user in others:
            set_person_active(user=user, is_active=is_active, actor=operator, now=timezone.now())
        self.message_user(request, _("%(n)d accounts changed.") % {"n": len(others)}, messages.SUCCESS)


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    list_display = ("user", "tenant", "kind", "created_at", "rotated_at", "ended_at", "end_reason")
    list_filter = ("kind", "end_reason")
    search_fields = ("user__username", "user__email")
    list_select_related = ("user", "tenant")
    ordering = ("-created_at",)
    # Not the names of tokens.
    fields = (
        "user",
        "tenant",
        "kind",
        "user_agent",
        "address",
        "created_at",
        "rotated_at",
        "expires_at",
        "ended_at",
        "end_reason",
    )
