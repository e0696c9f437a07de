from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "tenant_apps.courses"
    label = "courses"

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item
        from shared_apps.accounts.web.actors import opens
        from shared_apps.teachers.services import register_money
        from tenant_apps.courses.selectors.money import has_prices

        item = NavItem(
            key="courses",
            label=_("Courses"),
            icon="book-open",
            url_name="teacher_courses",
            order=20,
            is_shown=opens("content"),
        )
        register_nav_item(audience="teacher", item=item)
        register_money(name="courses", find=has_prices)
