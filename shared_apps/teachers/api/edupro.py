"""1.1 and 1.13: a teacher opens a school, and what everybody may know about them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro.people import REGISTRATION_WORDS, PersonInput
from shared_apps.accounts.api.edupro.shapes import (
    PICTURE_PHRASES,
    TAGS,
    TEACHER_UNKNOWN,
    FaceField,
    TextOrNull,
)
from shared_apps.accounts.api.fields import PublicFileUrl
from shared_apps.teachers.models import TeacherProfile
from shared_apps.teachers.selectors import get_profile
from shared_apps.teachers.services import open_school
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import IMAGE_WRONG, OptionalFile, errors
from shared_apps.wire.throttles import client_address


class RegisteredTeacherOutput(serializers.Serializer):
    id = serializers.UUIDField(source="user_id")
    email = serializers.EmailField(source="user.email")
    phone = serializers.CharField(source="user.phone")
    username = serializers.CharField(source="user.username")
    user_type = serializers.CharField(source="user.user_type")
    slug = serializers.CharField(source="user.slug")
    avatar = FaceField(else_from="user.avatar")
    logo = PublicFileUrl()


class TeacherRegister(EduproView):
    """1.1"""

    permission_classes = [AllowAny]
    phrases = PICTURE_PHRASES
    words = REGISTRATION_WORDS

    class Input(PersonInput):
        logo = OptionalFile(wrong=IMAGE_WRONG)

    class Output(serializers.Serializer):
        message = serializers.CharField()
        user = RegisteredTeacherOutput()

    @extend_schema(
        operation_id="teacher_register",
        request=Input,
        responses={201: Output, **errors(400, 429)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        details = self.Input(data=request.data).details()
        profile = open_school(**details, now=timezone.now(), address=client_address(request))
        told: dict[str, Any] = {"message": "User created successfully", "user": profile}
        body = self.Output(told, context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class TeacherFaceOutput(serializers.Serializer):
    """What everybody may know: no e-mail, no phone."""

    id = serializers.UUIDField(source="user_id")
    username = serializers.CharField(source="user.username")
    first_name = serializers.CharField(source="user.first_name")
    last_name = serializers.CharField(source="user.last_name")
    avatar = FaceField(else_from="user.avatar")
    logo = PublicFileUrl()
    bio = TextOrNull()
    specialization = TextOrNull()
    experience_years = serializers.IntegerField(allow_null=True)


class TeacherProfileOutput(TeacherFaceOutput):
    """1.12: as the school's people see it."""

    email = serializers.EmailField(source="user.email")
    phone = serializers.SerializerMethodField()

    def get_phone(self, profile: TeacherProfile) -> str:
        return profile.user.phone or ""


class TeacherPublicProfile(EduproView):
    """1.13"""

    is_public = True
    permission_classes = [AllowAny]
    missing = TEACHER_UNKNOWN

    @extend_schema(
        operation_id="teacher_public_profile", responses={200: TeacherFaceOutput, **errors(404)}, tags=TAGS
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        profile = get_profile(tenant_id=request.named_school.id if request.named_school else None)
        self.tell_modified(profile.updated_at, decides=False)  # the person has a name elsewhere
        return Response(TeacherFaceOutput(profile, context={"request": request}).data)
