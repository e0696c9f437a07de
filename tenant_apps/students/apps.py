from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudentsConfig(AppConfig):
    name = "tenant_apps.students"
    label = "students"

    def ready(self) -> None:
        from branding.rules.navigation import NavItem
        from branding.services import register_nav_item
        from shared_apps.accounts.services import register_member_source
        from tenant_apps.students import receivers  # noqa: F401  (registers the receivers)
        from tenant_apps.students.selectors import find_active_student, register_strand
        from tenant_apps.students.selectors.strands import JOINED, SIGNED_IN

        register_strand(JOINED)
        register_strand(SIGNED_IN)

        register_member_source(kind="student", find=lambda user_id: find_active_student(user_id=user_id))
        register_nav_item(
            audience="student",
            item=NavItem(
                key="profile", label=_("Profile"), icon="user", url_name="student_profile", order=90
            ),
        )
