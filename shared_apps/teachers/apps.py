from django.apps import AppConfig


class TeachersConfig(AppConfig):
    name = "shared_apps.teachers"
    label = "teachers"

    def ready(self) -> None:
        from branding.services import register_brand_source
        from shared_apps.teachers.selectors import read_brand

        register_brand_source(source=read_brand)
