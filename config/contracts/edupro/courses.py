"""2: categories and courses; 3: modules; 4: lessons."""

from __future__ import annotations

from django.urls import URLPattern

from config.contracts.routing import route
from shared_apps.categories.api import edupro as categories

ROUTES: list[list[URLPattern]] = [
    route("course/category/create/", categories.CategoryCreate),
    route("course/category/list/", categories.CategoryList),
    route("course/category/update/<uuid:category_id>/", categories.CategoryUpdate),
]
