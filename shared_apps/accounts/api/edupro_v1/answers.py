"""What the views of section 1 have in common."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.devices import place_of_refresh
from shared_apps.accounts.api.fields import ShownEmail
from shared_apps.accounts.errors import RefreshMissing
from shared_apps.accounts.services import Tokens
from shared_apps.wire.cookies import set_access_cookie, set_refresh_cookie
from shared_apps.wire.edupro_v1 import EduproV1View

TAGS = ["1 Authentication"]


class DetailOutput(serializers.Serializer):
    detail = serializers.CharField()


class ErrorOutput(serializers.Serializer):
    error = serializers.CharField()
    detail = serializers.CharField()


class MessageOutput(serializers.Serializer):
    message = serializers.CharField()


def field_errors(name: str, *fields: str) -> Any:
    """The shape of a 400: lists of texts, only of the fields that are refused."""
    texts: dict[str, Any] = {
        field: serializers.ListField(child=serializers.CharField(), required=False)
        for field in (*fields, "non_field_errors")
    }
    return inline_serializer(f"{name}Errors", fields=texts)


class CredentialsInput(serializers.Serializer):
    """`email` may hold an e-mail, a username or a phone number."""

    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)


CREDENTIALS_ERRORS = field_errors("Credentials", "email", "password")


class PersonOutput(serializers.Serializer):
    """Who has signed in."""

    id = serializers.IntegerField(source="number")
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    email = ShownEmail()
    phone = serializers.SerializerMethodField()
    user_type = serializers.CharField()
    username = serializers.CharField()
    slug = serializers.CharField()

    def get_phone(self, user: Any) -> str:
        return user.phone or ""


def signed_in(tokens: Tokens) -> Response:
    """The person in the body, the tokens in cookies only."""
    return with_cookies(Response(PersonOutput(tokens.session.user).data), tokens)


def with_cookies(response: Response, tokens: Tokens) -> Response:
    set_access_cookie(response, tokens.access)
    set_refresh_cookie(response, tokens.refresh)
    return response


def refresh_token_of(request: Request) -> tuple[str, uuid.UUID | None]:
    """The refresh cookie and the school it has to be for. Raises `RefreshMissing` or `RefreshInvalid`."""
    raw = request.COOKIES.get(settings.REFRESH_COOKIE, "")
    if not raw:
        raise RefreshMissing
    return raw, place_of_refresh(request, raw)


class MissingArgument(EduproV1View):
    """The document's 400 at an address whose last argument was left out; `answer` is the body."""

    permission_classes = [AllowAny]
    answer: ClassVar[dict[str, Any]] = {}
    is_listed = False

    def _refuse(self, request: Request) -> Response:
        texts = [text for text in self.answer.values() if isinstance(text, str)]
        body = {**self.answer, **({"detail": texts[0]} if texts else {})}
        return Response(body, status=status.HTTP_400_BAD_REQUEST)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return self._refuse(request)

    @extend_schema(exclude=True)
    def post(self, request: Request) -> Response:
        return self._refuse(request)

    @extend_schema(exclude=True)
    def patch(self, request: Request) -> Response:
        return self._refuse(request)

    @extend_schema(exclude=True)
    def delete(self, request: Request) -> Response:
        return self._refuse(request)
