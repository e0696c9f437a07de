"""The API entry points, the same on every host."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny

from shared_apps.wire.edupro import MISSING

_OPEN: dict[str, Any] = {
    "permission_classes": [AllowAny],
    "authentication_classes": [],
    "throttle_classes": [],
}


@csrf_exempt
def no_such_endpoint(request: HttpRequest, *args: object, **kwargs: object) -> JsonResponse:
    """An address below /api/ that no contract has, an id that is no id among them."""
    return JsonResponse({"detail": "Not found."}, status=404)


@csrf_exempt
def no_such_edupro_endpoint(request: HttpRequest, *args: object, **kwargs: object) -> JsonResponse:
    """The same in the words of `edupro`."""
    return JsonResponse(MISSING.body(), status=MISSING.status)


def _document(contract: str, base: str, title: str, description: str) -> list[URLPattern]:
    """The contract's OpenAPI document and the page to read and try it."""
    schema = SpectacularAPIView.as_view(
        urlconf=f"config.urls.schema_{contract}",
        custom_settings={"TITLE": title, "VERSION": "1", "DESCRIPTION": description},
        **_OPEN,
    )
    docs = SpectacularSwaggerSplitView.as_view(
        url_name=f"{contract}_schema", url=f"{base}schema/", template_name="wire/api_docs.html", **_OPEN
    )
    return [
        path(f"{base.removeprefix('/')}schema/", schema, name=f"{contract}_schema"),
        path(f"{base.removeprefix('/')}docs/", docs, name=f"{contract}_docs"),
    ]


urlpatterns = [
    *_document(
        "edupro_v1",
        "/api/v1/",
        "EduPro API v1",
        "Schools, courses, access codes and progress. Tokens travel in HttpOnly cookies.",
    ),
    *_document(
        "edupro",
        "/api/",
        "EduPro API",
        "The same schools in another shape: UUIDs, bearer tokens, discount coupons.",
    ),
    path("", include("config.contracts.bare")),
    path("api/v1/", include("config.contracts.edupro_v1")),
    re_path(r"^api/v1(/(?s:.*))?\Z", no_such_endpoint),
    path("api/", include("config.contracts.edupro")),
    re_path(r"^api(/(?s:.*))?\Z", no_such_edupro_endpoint),
    re_path(r"^(lms|academy)(/(?s:.*))?\Z", no_such_endpoint),
]
