"""1.8 to 1.11: passwords changed and forgotten."""

from __future__ import annotations

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro.people import password_field, refuse_weak
from shared_apps.accounts.api.edupro.shapes import TAGS
from shared_apps.accounts.api.permissions import IsSignedIn
from shared_apps.accounts.models import Session
from shared_apps.accounts.services import (
    change_password,
    request_password_code,
    reset_password,
    verify_password_code,
)
from shared_apps.wire.edupro import EduproView, Error, Field, Fields, Words
from shared_apps.wire.edupro_fields import MessageBody, errors
from shared_apps.wire.throttles import client_address

FIELD = "new_password1"
_WRONG_CODE = Fields({"otp": "Invalid OTP code.", "email": "Email and OTP combination is invalid."})
CODE_PHRASES: dict[str, Words] = {
    "code_wrong": _WRONG_CODE,
    "code_email_unknown": _WRONG_CODE,
    "code_expired": Error(400, "OTP expired", "The OTP code has expired. Please request a new one."),
}


class NewPasswordInput(serializers.Serializer):
    """A password twice; `context["user"]` is whose, when that is known before."""

    new_password1 = password_field()
    new_password2 = password_field()

    def validate_new_password1(self, password: str) -> str:
        return refuse_weak(password, self.context.get("user"))

    def validate_new_password2(self, repeated: str) -> str:
        if repeated != str(self.initial_data.get("new_password1")):
            raise ValidationError("The two password fields didn't match.")
        return repeated


class ChangePassword(EduproView):
    """1.8: another password for the person of this session; their other sessions end."""

    permission_classes = [IsSignedIn]
    phrases = {
        "password_wrong": Field(
            "old_password", "Your old password was entered incorrectly. Please enter it again."
        )
    }

    class Input(NewPasswordInput):
        old_password = password_field()

    @extend_schema(
        operation_id="change_password",
        request=Input,
        responses={200: MessageBody, **errors(400, 401, 429)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data, context={"user": request.user})
        given.is_valid(raise_exception=True)
        change_password(
            session=cast(Session, request.auth),
            old_password=given.validated_data["old_password"],
            new_password=given.validated_data[FIELD],
            now=timezone.now(),
            field=FIELD,
        )
        return Response({"message": "Password changed successfully"})


class PasswordResetRequest(EduproView):
    """1.9: mails a code of six characters, good at this school (or the platform) for ten minutes."""

    permission_classes = [AllowAny]
    phrases = {"email_unknown": Field("email", "No user found with this email address.")}

    class Input(serializers.Serializer):
        email = serializers.EmailField(max_length=254)

    @extend_schema(
        operation_id="password_reset_request",
        request=Input,
        responses={200: MessageBody, **errors(400, 429)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        request_password_code(
            email=given.validated_data["email"], address=client_address(request), now=timezone.now()
        )
        return Response({"message": "OTP sent to your email"})


class CodeInput(serializers.Serializer):
    email = serializers.EmailField(max_length=254)
    otp = serializers.CharField(max_length=40)


class PasswordResetVerify(EduproView):
    """1.10: says whether a code would do; the code stays good."""

    permission_classes = [AllowAny]
    phrases = CODE_PHRASES

    @extend_schema(
        operation_id="password_reset_verify",
        request=CodeInput,
        responses={200: MessageBody, **errors(400)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = CodeInput(data=request.data)
        given.is_valid(raise_exception=True)
        verify_password_code(
            email=given.validated_data["email"], code=given.validated_data["otp"], now=timezone.now()
        )
        return Response({"message": "OTP verified successfully"})


class PasswordResetConfirm(EduproView):
    """1.11: spends the code, sets the password, ends every session of the person."""

    permission_classes = [AllowAny]
    phrases = CODE_PHRASES

    class Input(NewPasswordInput, CodeInput):
        pass

    @extend_schema(
        operation_id="password_reset_confirm",
        request=Input,
        responses={200: MessageBody, **errors(400)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        reset_password(
            email=values["email"],
            code=values["otp"],
            new_password=values[FIELD],
            now=timezone.now(),
            field=FIELD,
        )
        return Response({"message": "Password reset successfully"})
