"""Operator console: the published courses of all schools."""

from __future__ import annotations

from django.contrib import admin

from shared_apps.catalogue.models import CatalogueCourse
from shared_apps.kernel.admin import ReadOnlyAdmin


@admin.register(CatalogueCourse)
class CatalogueCourseAdmin(ReadOnlyAdmin):
    list_display = ("title", "teacher_username", "category", "price", "currency", "total_enrollments")
    list_filter = ("is_free", "category")
    search_fields = ("title", "teacher_name", "teacher_username")
    list_select_related = ("category",)
    ordering = ("-created_at",)
