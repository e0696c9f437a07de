"""A school's host."""

from __future__ import annotations

from config.urls.api import urlpatterns as api
from config.urls.pages import urlpatterns as pages

urlpatterns = [
    *api,
    *pages,
]
