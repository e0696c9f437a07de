from django.apps import AppConfig


class EnrollmentsConfig(AppConfig):
    name = "tenant_apps.enrollments"
    label = "enrollments"

    def ready(self) -> None:
        from tenant_apps.courses.selectors import register_holder_check
        from tenant_apps.enrollments import receivers  # noqa: F401  (registers itself)
        from tenant_apps.enrollments.selectors import holds_course

        register_holder_check(holds_course)
