from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "tenant_apps.analytics"
    label = "analytics"

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item
        from shared_apps.operations.services.tally import register_counter
        from tenant_apps.analytics.tasks import count_redeemed_everywhere
        from tenants.tasks import after_commit

        register_counter(send=lambda: after_commit(count_redeemed_everywhere))
        home = NavItem(
            key="home", label=_("Home"), icon="layout-dashboard", url_name="teacher_home", order=10
        )
        revenue = NavItem(
            key="revenue",
            label=_("Income"),
            icon="wallet",
            url_name="teacher_revenue",
            order=50,
            is_shown=_is_for_owner,
        )
        export = NavItem(
            key="export",
            label=_("Your data"),
            icon="archive",
            url_name="teacher_export",
            order=90,
            group=_("School"),
            is_shown=_is_for_owner,
        )
        for item in (home, revenue, export):
            register_nav_item(audience="teacher", item=item)


def _is_for_owner(context: Any) -> bool:
    return getattr(context.get("actor"), "is_owner", False)
