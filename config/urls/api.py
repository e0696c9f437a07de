"""The API entry points, the same on every host."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny


def no_such_endpoint(request: HttpRequest, *args: object, **kwargs: object) -> JsonResponse:
    """An address below /api/ that no contract has, an id that is no id among them."""
    return JsonResponse({"detail": "Not found."}, status=404)


_schema = SpectacularAPIView.as_view(
    urlconf="config.urls.schema_edupro_v1",
    permission_classes=[AllowAny],
    authentication_classes=[],
    throttle_classes=[],
    custom_settings={
        "TITLE": "EduPro API v1",
        "VERSION": "1",
        "DESCRIPTION": "Schools, courses, access codes and progress. Tokens travel in HttpOnly cookies.",
    },
)
_docs = SpectacularSwaggerSplitView.as_view(
    url_name="edupro_v1_schema",
    url="/api/v1/schema/",
    template_name="wire/api_docs.html",
    permission_classes=[AllowAny],
    authentication_classes=[],
    throttle_classes=[],
)

urlpatterns = [
    path("api/v1/schema/", _schema, name="edupro_v1_schema"),
    path("api/v1/docs/", _docs, name="edupro_v1_docs"),
    path("api/v1", include("config.contracts.edupro_v1_bare")),
    path("api/v1/", include("config.contracts.edupro_v1")),
    re_path(r"^(api|lms|academy)(/(?s:.*))?\Z", no_such_endpoint),
]
