from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouponsConfig(AppConfig):
    name = "tenant_apps.coupons"
    label = "coupons"

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item
        from shared_apps.accounts.web.actors import opens
        from shared_apps.teachers.services import register_money
        from tenant_apps.coupons.selectors.money import has_codes

        item = NavItem(
            key="codes",
            label=_("Codes"),
            icon="ticket",
            url_name="teacher_codes",
            order=40,
            is_shown=opens("codes"),
        )
        register_nav_item(audience="teacher", item=item)
        register_money(name="coupons", find=has_codes)
