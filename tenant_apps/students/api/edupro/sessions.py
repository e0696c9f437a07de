"""1.4, 1.6: a student signs in at one teacher, and stays signed in."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.devices import device_of, place_of_refresh
from shared_apps.accounts.api.edupro.sessions import REFRESH_PHRASES
from shared_apps.accounts.api.edupro.shapes import (
    TAGS,
    AccessOutput,
    CredentialsInput,
    RefreshInput,
    SignedInOutput,
    SignInView,
    refresh_token_of,
    told,
)
from shared_apps.teachers.errors import TeacherUnknown
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import errors
from tenant_apps.students.services import refresh_student, sign_in_student


class StudentLogin(SignInView):
    """1.4"""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="student_login",
        request=CredentialsInput,
        responses={200: SignedInOutput, **errors(400, 401, 403, 404, 429)},
        tags=TAGS,
    )
    def post(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise TeacherUnknown
        credentials = CredentialsInput(data=request.data).credentials()
        return told(SignedInOutput, sign_in_student(**credentials, **device_of(request)))


class StudentRefresh(EduproView):
    """1.6: needs the refresh token only; the access token may have run out."""

    permission_classes = [AllowAny]
    phrases = REFRESH_PHRASES

    @extend_schema(
        operation_id="student_refresh",
        request=RefreshInput,
        responses={200: AccessOutput, **errors(400)},
        tags=TAGS,
    )
    def post(self, request: Request, teacher_username: str) -> Response:
        raw = refresh_token_of(request)
        tokens = refresh_student(
            raw=raw,
            tenant_id=place_of_refresh(request, raw),
            school=request.named_school,
            now=timezone.now(),
            rotates=False,
        )
        return told(AccessOutput, tokens)
