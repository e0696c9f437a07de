from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "tenants"
    label = "tenants"
    verbose_name = _("Schools")

    def ready(self) -> None:
        from tenants import checks  # noqa: F401  (registers the system checks)
        from tenants.patches import unhook_fast_delete
        from tenants.storage import erasing  # noqa: F401  (hears of dropped schools)

        unhook_fast_delete()
