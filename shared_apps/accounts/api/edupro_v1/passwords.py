"""1.6 to 1.8, 1.23: passwords forgotten and changed."""

from __future__ import annotations

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro_v1.answers import (
    TAGS,
    DetailOutput,
    MessageOutput,
    field_errors,
)
from shared_apps.accounts.api.permissions import IsSignedIn
from shared_apps.accounts.models import Session
from shared_apps.accounts.services import (
    change_password,
    request_password_code,
    reset_password,
    verify_password_code,
)
from shared_apps.wire.edupro_v1 import EduproV1View, Phrase
from shared_apps.wire.throttles import client_address

MIN_PASSWORD_CHARS = 8


def new_password_field() -> serializers.CharField:
    return serializers.CharField(
        min_length=MIN_PASSWORD_CHARS, max_length=1000, trim_whitespace=False, write_only=True
    )


class CodeInput(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    otp = serializers.CharField(max_length=40)


CODE_ERRORS = field_errors("Code", "email", "otp", "new_password")


class PasswordResetRequest(EduproV1View):
    """Mails a code of six characters, good at this school (or the platform) for ten minutes."""

    permission_classes = [AllowAny]

    class Input(serializers.Serializer):
        email = serializers.EmailField(max_length=254)

    @extend_schema(
        operation_id="password_reset_request",
        request=Input,
        responses={200: MessageOutput, 400: CODE_ERRORS, 429: DetailOutput},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        request_password_code(
            email=given.validated_data["email"], address=client_address(request), now=timezone.now()
        )
        return Response({"message": "OTP sent to your email."})


class PasswordResetVerify(EduproV1View):
    """Says whether a code would do; the code stays good."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="password_reset_verify",
        request=CodeInput,
        responses={200: MessageOutput, 400: CODE_ERRORS},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = CodeInput(data=request.data)
        given.is_valid(raise_exception=True)
        code = given.validated_data["otp"]
        verify_password_code(email=given.validated_data["email"], code=code, now=timezone.now())
        return Response({"message": "OTP verified successfully"})


class PasswordResetConfirm(EduproV1View):
    """Spends the code, sets the password, ends every session of the person."""

    permission_classes = [AllowAny]

    class Input(CodeInput):
        new_password = new_password_field()

    @extend_schema(
        operation_id="password_reset_confirm",
        request=Input,
        responses={200: MessageOutput, 400: CODE_ERRORS},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        reset_password(
            email=values["email"],
            code=values["otp"],
            new_password=values["new_password"],
            now=timezone.now(),
        )
        return Response({"message": "Password reset successfully"})


class ChangePassword(EduproV1View):
    """Another password for the person of this session; their other sessions end."""

    permission_classes = [IsSignedIn]
    phrases = {"password_wrong": Phrase(400, "error", "Old password is incorrect")}

    class Input(serializers.Serializer):
        old_password = serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)
        new_password = new_password_field()

    class Refused(serializers.Serializer):
        error = serializers.CharField(required=False)
        detail = serializers.CharField(required=False)
        old_password = serializers.ListField(child=serializers.CharField(), required=False)
        new_password = serializers.ListField(child=serializers.CharField(), required=False)

    @extend_schema(
        operation_id="change_password",
        request=Input,
        responses={200: MessageOutput, 400: Refused, 401: DetailOutput, 423: DetailOutput},
        tags=TAGS,
    )
    def put(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        change_password(
            session=cast(Session, request.auth),
            old_password=values["old_password"],
            new_password=values["new_password"],
            now=timezone.now(),
        )
        return Response({"message": "Password changed successfully"})
