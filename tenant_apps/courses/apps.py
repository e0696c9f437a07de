from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "tenant_apps.courses"
    label = "courses"

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item

        item = NavItem(
            key="courses", label=_("Courses"), icon="book-open", url_name="teacher_courses", order=20
        )
        register_nav_item(audience="teacher", item=item)
