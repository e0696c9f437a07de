from django.apps import AppConfig


class TeachersConfig(AppConfig):
    name = "shared_apps.teachers"
    label = "teachers"
