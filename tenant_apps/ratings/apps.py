from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    name = "tenant_apps.ratings"
    label = "ratings"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from tenant_apps.ratings import receivers  # noqa: F401  (registers itself)

        _register_place()


def _register_place() -> None:
    from branding.rules.navigation import NavItem
    from branding.services import register_nav_item

    item = NavItem(key="ratings", label=_("Reviews"), icon="star", url_name="teacher_ratings", order=60)
    register_nav_item(audience="teacher", item=item)
