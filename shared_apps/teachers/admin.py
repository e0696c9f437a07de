"""Operator console: what schools show of themselves."""

from __future__ import annotations

from django.contrib import admin

from shared_apps.kernel.admin import ReadOnlyAdmin
from shared_apps.teachers.models import TeacherProfile


@admin.register(TeacherProfile)
class TeacherProfileAdmin(ReadOnlyAdmin):
    list_display = ("full_name", "tenant", "specialization", "courses_count", "students_count", "created_at")
    search_fields = ("full_name", "user__username", "user__email")
    list_select_related = ("tenant", "user")
    ordering = ("-created_at",)
