from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "tenant_apps.staff"
    label = "staff"

    def ready(self) -> None:
        from shared_apps.accounts.services import register_member_source
        from tenant_apps.staff import receivers  # noqa: F401  (registers the receivers)
        from tenant_apps.staff.selectors import find_active_member

        register_member_source(kind="staff", find=lambda user_id: find_active_member(user_id=user_id))
