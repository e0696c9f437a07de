from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "tenant_apps.analytics"
    label = "analytics"

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item

        item = NavItem(
            key="home", label=_("Home"), icon="layout-dashboard", url_name="teacher_home", order=10
        )
        register_nav_item(audience="teacher", item=item)
