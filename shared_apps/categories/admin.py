"""Operator console: subjects. Pictures come through the API, which draws them anew."""

from __future__ import annotations

from django.contrib import admin

from shared_apps.categories.models import Category


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ("name", "name_ar", "position")
    list_editable = ("position",)
    search_fields = ("name", "name_ar")
    fields = ("name", "name_ar", "description", "position")
