"""1.9: a teacher opens a school."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro_v1 import DetailOutput
from shared_apps.accounts.api.edupro_v1.answers import TAGS, field_errors
from shared_apps.accounts.api.edupro_v1.passwords import new_password_field
from shared_apps.accounts.api.fields import PictureField, PublicFileUrl
from shared_apps.accounts.errors import DetailsTaken
from shared_apps.accounts.services import refuse_different
from shared_apps.teachers.services import open_school
from shared_apps.wire.edupro_v1 import EduproV1View
from shared_apps.wire.throttles import client_address

REGISTRATION_ERRORS = field_errors(
    "Registration",
    "first_name",
    "last_name",
    "username",
    "email",
    "phone",
    "parent_phone",
    "password",
    "password1",
    "password2",
    "avatar",
    "logo",
    "teacher",
)


class PersonInput(serializers.Serializer):
    """What teachers and students say of themselves alike."""

    first_name = serializers.CharField(max_length=80)
    last_name = serializers.CharField(max_length=80)
    username = serializers.CharField(max_length=60)
    email = serializers.EmailField(max_length=254)
    phone = serializers.CharField(max_length=30)
    password1 = new_password_field()
    password2 = serializers.CharField(max_length=1000, trim_whitespace=False, write_only=True)
    avatar = PictureField()


def person_details(given: serializers.Serializer) -> dict[str, Any]:
    """The validated body as the services take it. Raises `PasswordsDiffer`."""
    given.is_valid(raise_exception=True)
    details = dict(given.validated_data)
    password = details.pop("password1")
    refuse_different(password=password, repeated=details.pop("password2"))
    return {**details, "password": password}


class RegisteredTeacherOutput(serializers.Serializer):
    id = serializers.IntegerField(source="user.number")
    email = serializers.EmailField(source="user.email")
    phone = serializers.SerializerMethodField()
    username = serializers.CharField(source="user.username")
    user_type = serializers.CharField(source="user.user_type")
    slug = serializers.CharField(source="user.slug")
    avatar = PublicFileUrl(source="user.avatar")
    logo = PublicFileUrl()

    def get_phone(self, profile: Any) -> str:
        return profile.user.phone or ""


class TeacherRegister(EduproV1View):
    permission_classes = [AllowAny]

    class Input(PersonInput):
        logo = PictureField()

    class Output(serializers.Serializer):
        message = serializers.CharField()
        user = RegisteredTeacherOutput()

    @extend_schema(
        operation_id="teacher_register",
        request=Input,
        responses={201: Output, 400: REGISTRATION_ERRORS, 429: DetailOutput},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        details = person_details(self.Input(data=request.data))
        profile = open_school(**details, now=timezone.now(), address=client_address(request))
        user = RegisteredTeacherOutput(profile, context={"request": request}).data
        return Response(
            {"message": "User created successfully", "user": user}, status=status.HTTP_201_CREATED
        )

    def answer_error(self, exception: Exception, context: dict[str, Any]) -> Response | None:
        response = super().answer_error(exception, context)
        if isinstance(exception, DetailsTaken) and response is not None and "phone" in response.data:
            # The document writes this one with a small letter, unlike the students' (1.10).
            response.data["phone"] = ["phone already exists"]
        return response
