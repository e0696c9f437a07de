from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    name = "tenant_apps.assessments"
    label = "assessments"
    verbose_name = _("Assessments")

    def ready(self) -> None:
        from tenant_apps.assessments import receivers  # noqa: F401  (registers itself)
        from tenant_apps.assessments.selectors import list_papers_of_course
        from tenant_apps.enrollments.selectors import register_paper_source

        register_paper_source(list_papers_of_course)
        _register_places()
        _register_on_student_page()
        _register_extras()


def _register_places() -> None:
    from branding.rules.navigation import NavItem
    from branding.services import register_nav_item
    from shared_apps.accounts.web.actors import opens

    exams = NavItem(
        key="assessments", label=_("Exams"), icon="clipboard-check", url_name="my_assessments", order=25
    )
    # Here, because both show what is examined beside what is learnt.
    today = NavItem(key="today", label=_("Today"), icon="calendar", url_name="today", order=5)
    progress = NavItem(
        key="progress", label=_("Progress"), icon="chart-line", url_name="my_progress", order=28
    )
    for item in (today, exams, progress):
        register_nav_item(audience="student", item=item)
    written = NavItem(
        key="assessments",
        label=_("Exams"),
        icon="clipboard-check",
        url_name="teacher_assessments",
        order=24,
        is_shown=opens("grading"),
    )
    grading = NavItem(
        key="grading",
        label=_("Grading"),
        icon="list-checks",
        url_name="teacher_grading",
        order=26,
        is_shown=opens("grading"),
    )
    for item in (written, grading):
        register_nav_item(audience="teacher", item=item)


def _register_on_student_page() -> None:
    from tenant_apps.assessments.selectors.strands import STRANDS, list_results_of_student
    from tenant_apps.students.selectors import register_results_source, register_strand

    register_results_source(list_results_of_student)
    for strand in STRANDS:
        register_strand(strand)


def _register_extras() -> None:
    from tenant_apps.assessments.web.extras import papers_count
    from tenant_apps.enrollments.web.student.extras import register_extra

    register_extra(page="course", read=papers_count)
