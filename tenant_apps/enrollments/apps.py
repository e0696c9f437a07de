from dataclasses import replace

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnrollmentsConfig(AppConfig):
    name = "tenant_apps.enrollments"
    label = "enrollments"

    def ready(self) -> None:
        from tenant_apps.courses.selectors import register_holder_check
        from tenant_apps.enrollments import receivers  # noqa: F401  (registers itself)
        from tenant_apps.enrollments.selectors import holds_course
        from tenant_apps.enrollments.selectors.strands import STRANDS
        from tenant_apps.enrollments.web.student.arriving import spend_code
        from tenant_apps.students.selectors import register_strand
        from tenant_apps.students.web.arrivals import register_arrival

        register_arrival(spend_code)
        register_holder_check(holds_course)
        for strand in STRANDS:
            register_strand(strand)
        _register_places()


def _register_places() -> None:
    from branding.rules.navigation import NavItem
    from branding.services import register_nav_item
    from shared_apps.accounts.web.actors import opens

    home = NavItem(key="home", label=_("Home"), icon="house", url_name="school_home", order=10)
    learn = NavItem(key="learn", label=_("My courses"), icon="library", url_name="my_courses", order=20)
    redeem = NavItem(key="redeem", label=_("Use a code"), icon="ticket", url_name="redeem", order=30)
    # A phone has room for five places; a student's home there is the school's name at the top.
    for item in (replace(home, on_phone=False), learn, redeem):
        register_nav_item(audience="student", item=item)
    for item in (home, redeem):
        register_nav_item(audience="visitor", item=item)
    # Here and not in the app of students, because the page shows what they learn.
    students = NavItem(
        key="students",
        label=_("Students"),
        icon="users",
        url_name="teacher_students",
        order=30,
        is_shown=opens("students"),
    )
    register_nav_item(audience="teacher", item=students)
