from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "shared_apps.accounts"
    label = "accounts"
    verbose_name = _("People and sessions")

    def ready(self) -> None:
        from shared_apps.accounts import receivers  # noqa: F401  (registers the receivers)
