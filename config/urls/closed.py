"""What a suspended or archived school still answers: its looks, and that it is closed."""

from __future__ import annotations

from django.urls import include, path, re_path
from django.views.i18n import set_language

from tenants.web import closed_api, closed_page

handler500 = "config.urls.failing.server_error"

urlpatterns = [
    path("", include("branding.web")),
    path("set-language/", set_language, name="set_language"),
    re_path(r"^(api|lms|academy)(/(?s:.*))?\Z", closed_api),
    re_path(r"", closed_page),
]
