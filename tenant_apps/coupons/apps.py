from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouponsConfig(AppConfig):
    name = "tenant_apps.coupons"
    label = "coupons"

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item

        item = NavItem(key="codes", label=_("Codes"), icon="ticket", url_name="teacher_codes", order=40)
        register_nav_item(audience="teacher", item=item)
