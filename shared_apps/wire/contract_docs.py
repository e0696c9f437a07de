"""Each contract's own index: every address it offers."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any, ClassVar

from django.urls import URLPattern
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.contract import ContractView
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_v1 import EduproV1View

_CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
_INDEX = extend_schema(
    operation_id="endpoint_index",
    responses={200: {"type": "array", "items": {"type": "string", "format": "uri"}}},
    tags=["0 Index"],
)


def listed_paths(contract: str) -> list[str]:
    """Each address of the contract once, with `{name}` for its arguments, in the document's order."""
    patterns: list[URLPattern] = import_module(f"config.contracts.{contract}").urlpatterns
    # Addresses that only say which argument is missing are no part of the offer.
    offered = [p for p in patterns if getattr(p.callback.view_class, "is_listed", True)]
    addresses = [_CONVERTER.sub(r"{\1}", str(pattern.pattern)) for pattern in offered]
    return list(dict.fromkeys(address for address in addresses if address.endswith("/") and address != "/"))


class _Index(ContractView):
    """0: every address of this contract."""

    contract: ClassVar[str]
    base: ClassVar[str]
    permission_classes = [AllowAny]
    is_public = True

    @_INDEX
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        root = f"{request.scheme}://{request.get_host()}{self.base}/"
        return Response([root + address for address in listed_paths(self.contract)])


class EduproV1Index(_Index, EduproV1View):
    contract = "edupro_v1"
    base = "/api/v1"


class EduproIndex(_Index, EduproView):
    contract = "edupro"
    base = "/api"
