from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "shared_apps.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from shared_apps.catalogue import receivers  # noqa: F401  (registers them)
        from shared_apps.catalogue.selectors import locate_course
        from tenants.resolver import register_locator

        register_locator(kwarg="course_id", locate=locate_course)
