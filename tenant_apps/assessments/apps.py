from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "tenant_apps.assessments"
    label = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        from tenant_apps.assessments import receivers  # noqa: F401  (registers itself)

        _register_places()


def _register_places() -> None:
    from branding.rules.navigation import NavItem
    from branding.services import register_nav_item

    exams = NavItem(
        key="assessments", label=_("Exams"), icon="clipboard-check", url_name="my_assessments", order=25
    )
    register_nav_item(audience="student", item=exams)
    written = NavItem(
        key="assessments", label=_("Exams"), icon="clipboard-check", url_name="teacher_assessments", order=24
    )
    grading = NavItem(
        key="grading", label=_("Grading"), icon="list-checks", url_name="teacher_grading", order=26
    )
    for item in (written, grading):
        register_nav_item(audience="teacher", item=item)
