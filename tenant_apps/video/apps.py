from django.apps import AppConfig


class VideoConfig(AppConfig):
    name = "tenant_apps.video"
    label = "video"

    def ready(self) -> None:
        from tenant_apps.video import receivers  # noqa: F401  (registers them)
