"""The kit alone: its pages and places for every menu."""

from django.http import HttpResponse
from django.urls import include, path

PLACES = ("today", "courses", "codes", "wallet", "profile")

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("branding.web")),
    *(path(f"{name}/", lambda request: HttpResponse(""), name=f"kit_{name}") for name in PLACES),
]
