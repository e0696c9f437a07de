"""1.1, 1.14, 1.16 of the document: a teacher's sign-in and own profile."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.devices import device_of, place_of_sign_in
from shared_apps.accounts.api.edupro_v1 import DetailOutput, ErrorOutput
from shared_apps.accounts.api.edupro_v1.answers import (
    CREDENTIALS_ERRORS,
    TAGS,
    CredentialsInput,
    PersonOutput,
    signed_in,
)
from shared_apps.accounts.api.permissions import IsTeacher, ManagesSchool
from shared_apps.teachers.api.edupro_v1 import (
    TEACHER_PROFILE_ERRORS,
    TeacherProfileInput,
    TeacherProfileOutput,
    profile_changes,
)
from shared_apps.teachers.selectors import get_profile
from shared_apps.teachers.services import update_teacher_profile
from shared_apps.wire.edupro_v1 import EduproV1View, Phrase
from tenant_apps.staff.services import sign_in_staff
from tenants.context import require_tenant


class TeacherLogin(EduproV1View):
    """On a school's host into that school; on the platform into one's own, administrators to the platform."""

    permission_classes = [AllowAny]
    phrases = {"credentials_wrong": Phrase(401, "error", "Invalid credentials")}

    @extend_schema(
        operation_id="teacher_login",
        request=CredentialsInput,
        responses={200: PersonOutput, 400: CREDENTIALS_ERRORS, 401: ErrorOutput, 423: DetailOutput},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = CredentialsInput(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        with place_of_sign_in(request):
            tokens = sign_in_staff(login=values["email"], password=values["password"], **device_of(request))
        return signed_in(tokens)


class TeacherProfile(EduproV1View):
    permission_classes = [IsTeacher]

    @extend_schema(
        operation_id="teacher_profile",
        responses={200: TeacherProfileOutput, 401: DetailOutput, 403: DetailOutput},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        profile = get_profile(tenant_id=require_tenant().id)
        return Response(TeacherProfileOutput(profile, context={"request": request}).data)


UPDATE_RESPONSES = {
    200: TeacherProfileOutput,
    400: TEACHER_PROFILE_ERRORS,
    401: DetailOutput,
    403: DetailOutput,
}


class TeacherProfileUpdate(EduproV1View):
    """The owner's: name, pictures and colours are the school's face."""

    permission_classes = [ManagesSchool]

    @extend_schema(
        operation_id="teacher_profile_put",
        request=TeacherProfileInput,
        responses={
            200: TeacherProfileOutput,
            400: TEACHER_PROFILE_ERRORS,
            401: DetailOutput,
            403: DetailOutput,
        },
        tags=TAGS,
    )
    def put(self, request: Request) -> Response:
        return self._update(request)

    @extend_schema(
        operation_id="teacher_profile_patch",
        request=TeacherProfileInput,
        responses={
            200: TeacherProfileOutput,
            400: TEACHER_PROFILE_ERRORS,
            401: DetailOutput,
            403: DetailOutput,
        },
        tags=TAGS,
    )
    def patch(self, request: Request) -> Response:
        return self._update(request)

    def _update(self, request: Request) -> Response:
        profile = update_teacher_profile(
            tenant_id=require_tenant().id, changes=profile_changes(request.data), now=timezone.now()
        )
        return Response(TeacherProfileOutput(profile, context={"request": request}).data)
