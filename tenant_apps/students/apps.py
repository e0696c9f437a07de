from django.apps import AppConfig


class StudentsConfig(AppConfig):
    name = "tenant_apps.students"
    label = "students"

    def ready(self) -> None:
        from shared_apps.accounts.services import register_member_source
        from tenant_apps.students.selectors import find_active_student

        register_member_source(kind="student", find=lambda user_id: find_active_student(user_id=user_id))
