"""1.3, 1.12, 1.14: a teacher's sign-in and own profile."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.devices import device_of, place_of_sign_in
from shared_apps.accounts.api.edupro.shapes import (
    PICTURE_PHRASES,
    PROFILE_FORBIDDEN,
    TAGS,
    CredentialsInput,
    SignedInOutput,
    SignInView,
    told,
)
from shared_apps.accounts.api.fields import optional_text
from shared_apps.accounts.api.permissions import IsTeacher, ManagesSchool
from shared_apps.teachers.api.edupro import TeacherProfileOutput
from shared_apps.teachers.selectors import get_profile
from shared_apps.teachers.services import update_teacher_profile
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import IMAGE_WRONG, PICTURES, MessageBody, OptionalFile, errors
from tenant_apps.staff.services import sign_in_staff
from tenants.context import require_tenant

MOST_YEARS = 80


class TeacherLogin(SignInView):
    """1.3: on a school's host into that school; on the platform into one's own, administrators to it."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="teacher_login",
        request=CredentialsInput,
        responses={200: SignedInOutput, **errors(400, 401, 404, 429)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        credentials = CredentialsInput(data=request.data).credentials()
        with place_of_sign_in(request):
            tokens = sign_in_staff(**credentials, **device_of(request))
        return told(SignedInOutput, tokens)


class TeacherProfile(EduproView):
    """1.12"""

    permission_classes = [IsTeacher]

    @extend_schema(
        operation_id="teacher_profile", responses={200: TeacherProfileOutput, **errors(401, 403)}, tags=TAGS
    )
    def get(self, request: Request) -> Response:
        profile = get_profile(tenant_id=require_tenant().id)
        return Response(TeacherProfileOutput(profile, context={"request": request}).data)


class YearsField(serializers.IntegerField):
    """A number of years; empty text means none."""

    def __init__(self) -> None:
        super().__init__(required=False, allow_null=True, min_value=0, max_value=MOST_YEARS)

    def run_validation(self, data: object = serializers.empty) -> int | None:
        years: int | None = super().run_validation(None if data == "" else data)
        return years


class TeacherProfileUpdate(EduproView):
    """1.14: the owner's; names and pictures are the school's face. PUT and PATCH change what is given."""

    permission_classes = [ManagesSchool]
    forbidden = PROFILE_FORBIDDEN
    phrases = PICTURE_PHRASES
    names = {"profile_picture": "avatar"}

    class Input(serializers.Serializer):
        first_name = optional_text(80)
        last_name = optional_text(80)
        bio = optional_text(5000)
        specialization = optional_text(160)
        experience_years = YearsField()
        avatar = OptionalFile(wrong=IMAGE_WRONG, source="profile_picture")
        logo = OptionalFile(wrong=IMAGE_WRONG)

    _changed = {200: MessageBody, **errors(400, 401, 403)}

    @extend_schema(operation_id="teacher_profile_update", request=Input, responses=_changed, tags=TAGS)
    def put(self, request: Request) -> Response:
        return self._update(request)

    @extend_schema(operation_id="teacher_profile_change", request=Input, responses=_changed, tags=TAGS)
    def patch(self, request: Request) -> Response:
        return self._update(request)

    def _update(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        update_teacher_profile(
            tenant_id=require_tenant().id,
            changes=given.validated_data,
            now=timezone.now(),
            pictures=PICTURES,
        )
        return Response({"message": "Profile updated successfully"})
