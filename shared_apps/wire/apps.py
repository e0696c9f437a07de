from django.apps import AppConfig


class WireConfig(AppConfig):
    name = "shared_apps.wire"
    label = "wire"
