"""1.2, 1.5: a student signs in at one teacher, and stays signed in."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.devices import device_of
from shared_apps.accounts.api.edupro_v1 import DetailOutput, ErrorOutput
from shared_apps.accounts.api.edupro_v1.answers import (
    CREDENTIALS_ERRORS,
    TAGS,
    CredentialsInput,
    MessageOutput,
    PersonOutput,
    refresh_token_of,
    signed_in,
    with_cookies,
)
from shared_apps.accounts.api.edupro_v1.sessions import REFRESH_PHRASES
from shared_apps.teachers.errors import TeacherUnknown
from shared_apps.wire.edupro_v1 import EduproV1View, Phrase
from tenant_apps.students.services import refresh_student, sign_in_student

NOT_REGISTERED = Phrase(403, "error", "You are not registered as a student for this teacher.")


class StudentLogin(EduproV1View):
    permission_classes = [AllowAny]
    phrases = {
        "teacher_unknown": Phrase(404, "error", "Teacher not found."),
        "credentials_wrong": Phrase(
            401, "error", "Invalid credentials. Please check your email and password."
        ),
        "not_a_student_here": NOT_REGISTERED,
        "student_blocked": NOT_REGISTERED,
    }

    @extend_schema(
        operation_id="student_login",
        request=CredentialsInput,
        responses={
            200: PersonOutput,
            400: CREDENTIALS_ERRORS,
            401: ErrorOutput,
            403: ErrorOutput,
            404: ErrorOutput,
            423: DetailOutput,
        },
        tags=TAGS,
    )
    def post(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise TeacherUnknown
        given = CredentialsInput(data=request.data)
        given.is_valid(raise_exception=True)
        values = given.validated_data
        tokens = sign_in_student(login=values["email"], password=values["password"], **device_of(request))
        return signed_in(tokens)


class StudentRefresh(EduproV1View):
    """Needs the refresh cookie only: the access token may have run out."""

    permission_classes = [AllowAny]
    phrases = {
        **REFRESH_PHRASES,
        "session_kind_wrong": Phrase(
            400, "error", "User is not a student or does not have a student profile."
        ),
        "not_a_student_here": NOT_REGISTERED,
    }

    @extend_schema(
        operation_id="student_refresh",
        request=None,
        responses={200: MessageOutput, 400: ErrorOutput, 401: ErrorOutput, 403: ErrorOutput},
        tags=TAGS,
    )
    def post(self, request: Request, teacher_username: str) -> Response:
        raw, tenant_id = refresh_token_of(request)
        tokens = refresh_student(
            raw=raw, tenant_id=tenant_id, school=request.named_school, now=timezone.now()
        )
        return with_cookies(Response({"message": "Token refreshed successfully"}), tokens)
