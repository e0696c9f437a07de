"""How operations become OpenAPI: names, the cookie, tags by section."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

EXAMPLES = Path(__file__).with_name("examples.json")


@cache
def recorded() -> dict[str, dict[str, Any]]:
    """Real requests and answers by `METHOD /address/`, recorded by the tests of the contracts."""
    found: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text())
    return found


def add_examples(result: dict[str, Any], **_rest: Any) -> dict[str, Any]:
    """Post-processing hook: each operation shows what was once sent and answered."""
    for path, item in result["paths"].items():
        for method, operation in item.items():
            example = recorded().get(f"{method.upper()} {path}")
            if example:
                _show(operation.get("requestBody", {}), example["request"])
                _show(operation["responses"].get(str(example["status"]), {}), example["answer"])
    return result


def _show(part: dict[str, Any], value: Any) -> None:
    content = part.get("content", {}).get("application/json")
    if content is not None and value is not None:
        content["examples"] = {"recorded": {"summary": "As sent and answered once", "value": value}}


class ContractSchema(AutoSchema):
    """Serializers nested in a view (`CouponCreate.Input`) are named by both (`CouponCreateInput`)."""

    def _get_serializer_name(self, serializer: Any, direction: str, bypass_extensions: bool = False) -> str:
        kind = serializer if isinstance(serializer, type) else type(serializer)
        qualified = kind.__qualname__
        if "." in qualified and "<locals>" not in qualified:
            return qualified.replace(".", "").removesuffix("Serializer")
        return str(super()._get_serializer_name(serializer, direction, bypass_extensions))


class AccessCookie(OpenApiAuthenticationExtension):
    """The cookie that a sign-in sets."""

    target_class = "shared_apps.accounts.api.authentication.CookieAuthentication"
    name = "accessCookie"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        # The name without the prefix that it has over TLS; a document cannot say both.
        return {"type": "apiKey", "in": "cookie", "name": "access_token"}


class AccessCookieOfAnySchool(AccessCookie):
    """The same cookie, from whichever school it is."""

    target_class = "shared_apps.accounts.api.authentication.AnySchoolAuthentication"
    name = "accessCookieOfAnySchool"


class BearerOrCookie(OpenApiAuthenticationExtension):
    """The access token in the header, or in the cookie."""

    target_class = "shared_apps.accounts.api.authentication.TokenAuthentication"
    name = ["bearer", "accessCookie"]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, str]]:
        return [
            {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            {"type": "apiKey", "in": "cookie", "name": "access_token"},
        ]


class BearerOrCookieOfAnySchool(BearerOrCookie):
    """The same, from whichever school it is."""

    target_class = "shared_apps.accounts.api.authentication.AnySchoolTokenAuthentication"
    name = ["bearerOfAnySchool", "accessCookieOfAnySchool"]
