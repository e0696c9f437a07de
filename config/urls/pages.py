"""What every host has beside the API."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from shared_apps.accounts.web.reading import set_digits, set_language, set_theme
from tenants.storage.views import private_file, public_file

urlpatterns: list[URLPattern | URLResolver] = [
    path("theme", set_theme, name="set_theme"),
    path("digits", set_digits, name="set_digits"),
    path("", include("branding.web")),
    path("media/<path:key>", public_file, name="public_file"),
    path("files/<uuid:school>/<str:token>/<str:name>", private_file, name="private_file"),
    path("set-language/", set_language, name="set_language"),
]
