from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "shared_apps.kernel"
    label = "kernel"
