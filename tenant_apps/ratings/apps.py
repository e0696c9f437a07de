from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    name = "tenant_apps.ratings"
    label = "ratings"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from tenant_apps.ratings import receivers  # noqa: F401  (registers itself)
