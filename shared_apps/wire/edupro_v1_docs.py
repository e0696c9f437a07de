"""The contract's own index, OpenAPI document and offline documentation page."""

from __future__ import annotations

import re
from typing import Any

from django.urls import URLPattern
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro_v1 import EduproV1View

BASE = "/api/v1"
_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


def listed_paths() -> list[str]:
    """Each address of the contract once, with `{name}` for its arguments, in the document's order."""
    from importlib import import_module

    patterns: list[URLPattern] = import_module("config.contracts.edupro_v1").urlpatterns
    # Addresses that only say which argument is missing are no part of the offer.
    offered = [p for p in patterns if getattr(p.callback.view_class, "is_listed", True)]
    addresses = [_CONVERTER.sub(r"{\1}", str(pattern.pattern)) for pattern in offered]
    return list(dict.fromkeys(address for address in addresses if address.endswith("/") and address != "/"))


class EndpointIndex(EduproV1View):
    """0: every address of this contract."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="endpoint_index",
        responses={200: {"type": "array", "items": {"type": "string", "format": "uri"}}},
        tags=["0 Index"],
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        root = f"{request.scheme}://{request.get_host()}{BASE}/"
        return Response([root + address for address in listed_paths()])
