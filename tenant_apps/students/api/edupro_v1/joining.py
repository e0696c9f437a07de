"""1.10, 1.11: becoming a student of a teacher."""

from __future__ import annotations

from typing import cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.authentication import AnySchoolAuthentication
from shared_apps.accounts.api.edupro_v1 import DetailOutput, ErrorOutput
from shared_apps.accounts.api.edupro_v1.answers import TAGS, field_errors
from shared_apps.accounts.api.fields import PublicFileUrl, ShownEmail
from shared_apps.accounts.api.permissions import IsStudentAnywhere
from shared_apps.accounts.models import User
from shared_apps.teachers.api.edupro_v1 import REGISTRATION_ERRORS, PersonInput, person_details
from shared_apps.teachers.errors import TeacherUnknown
from shared_apps.wire.edupro_v1 import EduproV1View, Phrase
from shared_apps.wire.throttles import client_address
from tenant_apps.students.models import Student
from tenant_apps.students.services import join_school, register_student


class RegisteredStudentOutput(serializers.Serializer):
    id = serializers.IntegerField(source="user_number")
    email = ShownEmail()
    phone = serializers.CharField()
    parent_phone = serializers.CharField()
    username = serializers.CharField()
    user_type = serializers.SerializerMethodField()
    slug = serializers.CharField(source="username")
    avatar = PublicFileUrl()

    def get_user_type(self, student: Student) -> str:
        return "student"


class StudentRegister(EduproV1View):
    """A new person; who has an account already joins (1.11)."""

    permission_classes = [AllowAny]
    phrases = {
        "teacher_unknown": Phrase(404, "teacher", "Teacher with this username does not exist.", listed=True)
    }

    class Input(PersonInput):
        parent_phone = serializers.CharField(max_length=30)

    class Output(serializers.Serializer):
        message = serializers.CharField()
        user = RegisteredStudentOutput()

    @extend_schema(
        operation_id="student_register",
        request=Input,
        responses={
            201: Output,
            400: REGISTRATION_ERRORS,
            404: field_errors("TeacherUnknown", "teacher"),
            429: DetailOutput,
        },
        tags=TAGS,
    )
    def post(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise TeacherUnknown
        details = person_details(self.Input(data=request.data))
        student = register_student(**details, now=timezone.now(), address=client_address(request))
        user = RegisteredStudentOutput(student, context={"request": request}).data
        return Response(
            {"message": "Student created successfully", "user": user}, status=status.HTTP_201_CREATED
        )


class JoinTeacher(EduproV1View):
    """Takes a student's token of whichever school: that is what they bring from there."""

    authentication_classes = [AnySchoolAuthentication]
    permission_classes = [IsStudentAnywhere]
    phrases = {"teacher_unknown": Phrase(404, "error", "Teacher not found.")}

    class JoinedOutput(serializers.Serializer):
        success = serializers.CharField()

    class AlreadyOutput(serializers.Serializer):
        info = serializers.CharField()

    @extend_schema(
        operation_id="join_teacher",
        request=None,
        responses={
            201: JoinedOutput,
            200: AlreadyOutput,
            401: DetailOutput,
            403: DetailOutput,
            404: ErrorOutput,
            409: DetailOutput,
        },
        tags=TAGS,
    )
    def post(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise TeacherUnknown
        _student, is_new = join_school(user=cast(User, request.user), now=timezone.now())
        if is_new:
            return Response({"success": "Student joined successfully."}, status=status.HTTP_201_CREATED)
        return Response({"info": "Student is already associated with this teacher."})
