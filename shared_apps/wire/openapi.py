"""How operations become OpenAPI: names, the cookie, tags by section."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema


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
