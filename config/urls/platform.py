"""The platform's own host."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from config.urls.api import urlpatterns as api
from config.urls.pages import urlpatterns as pages

urlpatterns = [
    *api,
    *pages,
    path("operator/", admin.site.urls),
]
