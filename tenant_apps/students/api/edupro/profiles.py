"""1.15, 1.16: what students see and say of themselves at one school."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro.shapes import PICTURE_PHRASES, PROFILE_FORBIDDEN, TAGS, TEACHER_UNKNOWN
from shared_apps.accounts.api.fields import optional_text
from shared_apps.accounts.api.permissions import IsStudent
from shared_apps.teachers.errors import TeacherUnknown
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import IMAGE_WRONG, PICTURES, MessageBody, OptionalFile, errors
from tenant_apps.students.api.edupro.shapes import OwnProfileOutput
from tenant_apps.students.services import update_profile


class OwnProfile(EduproView):
    """1.15: the own profile at the teacher whom the path names."""

    permission_classes = [IsStudent]
    missing = TEACHER_UNKNOWN

    @extend_schema(
        operation_id="student_profile",
        responses={200: OwnProfileOutput, **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise TeacherUnknown
        return Response(OwnProfileOutput(request.student, context={"request": request}).data)


class OwnProfileUpdate(EduproView):
    """1.16: at the school of the request. PUT and PATCH alike change only what is given."""

    permission_classes = [IsStudent]
    forbidden = PROFILE_FORBIDDEN
    phrases = PICTURE_PHRASES
    names = {"profile_picture": "avatar"}

    class Input(serializers.Serializer):
        first_name = optional_text(80)
        last_name = optional_text(80)
        grade_level = optional_text(60)
        school_name = optional_text(160)
        avatar = OptionalFile(wrong=IMAGE_WRONG, source="profile_picture")

    _changed = {200: MessageBody, **errors(400, 401, 403)}

    @extend_schema(operation_id="student_profile_update", request=Input, responses=_changed, tags=TAGS)
    def put(self, request: Request) -> Response:
        return self._update(request)

    @extend_schema(operation_id="student_profile_change", request=Input, responses=_changed, tags=TAGS)
    def patch(self, request: Request) -> Response:
        return self._update(request)

    def _update(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        update_profile(student=request.student, changes=given.validated_data, pictures=PICTURES)
        return Response({"message": "Profile updated successfully"})
