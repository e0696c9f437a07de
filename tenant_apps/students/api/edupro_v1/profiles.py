"""1.13: what students say about themselves."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro_v1 import DetailOutput
from shared_apps.accounts.api.edupro_v1.answers import TAGS, field_errors
from shared_apps.accounts.api.fields import OptionalDateField, PictureField, optional_text
from shared_apps.accounts.api.permissions import IsStudent
from shared_apps.wire.edupro_v1 import EduproV1View
from tenant_apps.students.api.edupro_v1.shapes import OwnStudentOutput
from tenant_apps.students.services import update_profile


class StudentProfileInput(serializers.Serializer):
    """Only the given fields change."""

    full_name = optional_text(160)
    bio = optional_text(2000)
    profile_picture = PictureField()
    date_of_birth = OptionalDateField()
    address = optional_text(255)
    country = optional_text(80)
    city = optional_text(80)
    gender = optional_text(20)


ERRORS = field_errors("StudentProfile", *StudentProfileInput().fields)
RESPONSES = {200: OwnStudentOutput, 400: ERRORS, 401: DetailOutput, 403: DetailOutput}


class StudentProfileUpdate(EduproV1View):
    permission_classes = [IsStudent]

    @extend_schema(
        operation_id="student_profile_put", request=StudentProfileInput, responses=RESPONSES, tags=TAGS
    )
    def put(self, request: Request) -> Response:
        return self._update(request)

    @extend_schema(
        operation_id="student_profile_patch", request=StudentProfileInput, responses=RESPONSES, tags=TAGS
    )
    def patch(self, request: Request) -> Response:
        return self._update(request)

    def _update(self, request: Request) -> Response:
        given = StudentProfileInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        student = update_profile(student=request.student, changes=given.validated_data)
        return Response(OwnStudentOutput(student, context={"request": request}).data)
