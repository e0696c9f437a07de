from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RatingsConfig(AppConfig):
    name = "tenant_apps.ratings"
    label = "ratings"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from tenant_apps.ratings import receivers  # noqa: F401  (registers itself)
        from tenant_apps.ratings.selectors import STRAND
        from tenant_apps.students.selectors import register_strand

        register_strand(STRAND)
        _register_place()
        _register_extras()


def _register_place() -> None:
    from branding.rules.navigation import NavItem
    from branding.services import register_nav_item

    item = NavItem(key="ratings", label=_("Reviews"), icon="star", url_name="teacher_ratings", order=60)
    register_nav_item(audience="teacher", item=item)


def _register_extras() -> None:
    from tenant_apps.enrollments.web.student.extras import register_extra
    from tenant_apps.ratings.web.extras import voices

    register_extra(page="home", read=voices)
