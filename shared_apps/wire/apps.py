from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "shared_apps.wire"
    label = "wire"

    def ready(self) -> None:
        from shared_apps.wire import openapi  # noqa: F401  (registers the cookie's description)
