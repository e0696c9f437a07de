"""What every host has beside the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("branding.web")),
    path("set-language/", set_language, name="set_language"),
]
