"""1.12 and 1.21: a student in relation to the teacher. Here, because it counts courses."""

from __future__ import annotations

from typing import NoReturn

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.kernel.errors import NotFound
from shared_apps.wire.edupro_v1 import EduproV1View
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.enrollments.selectors import count_enrolled_courses
from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.students.api.edupro_v1 import StudentProfileOutput
from tenant_apps.students.api.permissions import IsStudent
from tenant_apps.students.models import Student
from tenant_apps.students.selectors import get_student_by_user_number

TAGS = ["1 People"]


def _told(request: Request, student: Student) -> Response:
    courses = count_enrolled_courses(student=student, now=timezone.now())
    context = {"request": request, "number_of_enrollment_courses": courses}
    return Response(StudentProfileOutput(student, context=context).data)


class OwnProfile(EduproV1View):
    """1.12: the own profile at the teacher whom the path names."""

    permission_classes = [IsStudent]

    @extend_schema(
        operation_id="student_profile_read",
        responses={200: StudentProfileOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise NotFound()
        return _told(request, request.student)


class OwnProfileWithoutTeacher(EduproV1View):
    """1.12 without a name."""

    permission_classes = [IsStudent]

    @extend_schema_serializer(component_name="TeacherNameMissing")
    class Missing(serializers.Serializer):
        teacher_id = serializers.CharField()
        detail = serializers.CharField()

    @extend_schema(
        operation_id="student_profile_unnamed", responses={400: Missing, **refusals(401, 403)}, tags=TAGS
    )
    def get(self, request: Request) -> Response:
        text = "teacher username is required"
        return Response({"teacher_id": text, "detail": text}, status=status.HTTP_400_BAD_REQUEST)


class StudentProfile(EduproV1View):
    """1.21: one student's profile as the teacher sees it; `student_id` is the user's number."""

    permission_classes = [IsTeacher]
    scope = "students"

    @extend_schema(
        operation_id="student_profile_of",
        responses={200: StudentProfileOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, student_id: int) -> Response:
        return _told(request, get_student_by_user_number(number=student_id))

    def permission_denied(
        self, request: Request, message: object = None, code: str | None = None
    ) -> NoReturn:
        super().permission_denied(request, code=code)  # no text: the default one
