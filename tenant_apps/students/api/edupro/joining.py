"""1.2, 1.17: becoming a student of a teacher."""

from __future__ import annotations

from typing import Any, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.edupro.people import REGISTRATION_WORDS, PersonInput, phone_field
from shared_apps.accounts.api.edupro.shapes import BLOCKED, PICTURE_PHRASES, TAGS, TEACHER_UNKNOWN
from shared_apps.accounts.api.permissions import IsStudentAnywhere
from shared_apps.accounts.models import User
from shared_apps.teachers.errors import TeacherUnknown
from shared_apps.wire.edupro import EduproView, Field
from shared_apps.wire.edupro_fields import MessageBody, errors
from shared_apps.wire.throttles import client_address
from tenant_apps.students.api.edupro.shapes import RegisteredStudentOutput
from tenant_apps.students.services import join_school, register_student


class StudentRegister(EduproView):
    """1.2: a new person; who has an account already joins (1.17)."""

    permission_classes = [AllowAny]
    phrases = {
        "teacher_unknown": Field("teacher", "Teacher with this username does not exist."),
        **PICTURE_PHRASES,
    }
    words = REGISTRATION_WORDS

    class Input(PersonInput):
        parent_phone = phone_field()

    class Output(serializers.Serializer):
        message = serializers.CharField()
        user = RegisteredStudentOutput()

    @extend_schema(
        operation_id="student_register",
        request=Input,
        responses={201: Output, **errors(400, 429)},
        tags=TAGS,
    )
    def post(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise TeacherUnknown
        details = self.Input(data=request.data).details()
        student = register_student(**details, now=timezone.now(), address=client_address(request))
        told: dict[str, Any] = {"message": "Student created successfully", "user": student}
        body = self.Output(told, context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class TeacherNameMissing(EduproView):
    """1.2 without the name of a teacher."""

    permission_classes = [AllowAny]
    is_listed = False

    @extend_schema(exclude=True)
    def post(self, request: Request) -> Response:
        return Response({"teacher": ["Teacher username is required."]}, status=status.HTTP_400_BAD_REQUEST)


class JoinTeacher(EduproView):
    """1.17: takes a student's token of whichever school: that is what they bring from there."""

    authenticator = "shared_apps.accounts.api.authentication.AnySchoolTokenAuthentication"
    permission_classes = [IsStudentAnywhere]
    missing = TEACHER_UNKNOWN
    phrases = {"student_blocked": BLOCKED}

    @extend_schema(
        operation_id="join_teacher",
        request=None,
        responses={201: MessageBody, 200: MessageBody, **errors(401, 403, 404, 409)},
        tags=TAGS,
    )
    def post(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise TeacherUnknown
        _student, is_new = join_school(user=cast(User, request.user), now=timezone.now())
        if is_new:
            return Response({"message": "Successfully joined teacher"}, status=status.HTTP_201_CREATED)
        return Response({"message": "You have already joined this teacher"})
