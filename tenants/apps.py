from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"
    label = "tenants"

    def ready(self) -> None:
        from tenants import checks  # noqa: F401  (registers the system checks)
        from tenants.patches import unhook_fast_delete
        from tenants.storage import erasing  # noqa: F401  (hears of dropped schools)

        unhook_fast_delete()
