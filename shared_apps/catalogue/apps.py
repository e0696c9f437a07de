from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "shared_apps.catalogue"
    label = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item
        from shared_apps.catalogue import receivers  # noqa: F401  (registers them)
        from shared_apps.catalogue.selectors import locate_course
        from tenants.resolver import register_locator

        register_locator(kwarg="course_id", locate=locate_course)
        for key, label, icon, url_name, order in (
            ("catalogue", _("Courses"), "book-open", "platform_catalogue", 10),
            ("schools", _("Schools"), "school", "platform_schools", 15),
            ("prices", _("Prices"), "tag", "platform_prices", 20),
        ):
            item = NavItem(key=key, label=label, icon=icon, url_name=url_name, order=order)
            register_nav_item(audience="platform", item=item)
