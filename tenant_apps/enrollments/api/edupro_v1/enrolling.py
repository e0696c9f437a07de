"""4.1, 7.6 and 4.3: into a course or module, and out again."""

from __future__ import annotations

import uuid
from typing import NoReturn

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.models import Session
from shared_apps.wire.edupro_v1 import EduproV1View
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.coupons.selectors import teacher_number
from tenant_apps.enrollments import services
from tenant_apps.enrollments.api.permissions import MayEnroll
from tenant_apps.enrollments.models import Enrollment
from tenant_apps.staff.api.permissions import ManagesStudents
from tenant_apps.students.api.permissions import IsMember

TAGS = ["4 Enrolment"]


class CodeField(serializers.CharField):
    """A code as typed: optional, and absent when empty or null."""

    def __init__(self) -> None:
        super().__init__(required=False, allow_blank=True, allow_null=True, max_length=64)


class CourseRefusals(serializers.Serializer):
    """Each key is there only when it is the reason."""

    student = serializers.ListField(child=serializers.CharField(), required=False)
    coupon = serializers.ListField(child=serializers.CharField(), required=False)
    course = serializers.ListField(child=serializers.CharField(), required=False)
    user = serializers.ListField(child=serializers.CharField(), required=False)
    coupon_code = serializers.ListField(child=serializers.CharField(), required=False)


class ModuleRefusals(serializers.Serializer):
    """Each key is there only when it is the reason."""

    student = serializers.ListField(child=serializers.CharField(), required=False)
    coupon = serializers.ListField(child=serializers.CharField(), required=False)
    module = serializers.ListField(child=serializers.CharField(), required=False)
    user = serializers.ListField(child=serializers.CharField(), required=False)
    coupon_code = serializers.ListField(child=serializers.CharField(), required=False)


class CourseEnrollment(EduproV1View):
    """4.1"""

    permission_classes = [MayEnroll]

    @extend_schema_serializer(component_name="CourseEnrollmentInput")
    class Input(serializers.Serializer):
        course_id = serializers.UUIDField()
        coupon_code = CodeField()

    @extend_schema_serializer(component_name="NewCourseEnrollment")
    class Output(serializers.Serializer):
        id = serializers.IntegerField(source="number")
        teacher = serializers.SerializerMethodField()
        student = serializers.IntegerField(source="student.number")
        course = serializers.UUIDField(source="course_id")
        status = serializers.ChoiceField(choices=Enrollment.Status.choices)
        is_active = serializers.BooleanField()
        date = serializers.DateTimeField(source="enrolled_at")

        def get_teacher(self, enrollment: Enrollment) -> int:
            return teacher_number()

    @extend_schema(
        operation_id="course_enrollment",
        request=Input,
        responses={201: Output, 400: CourseRefusals, **refusals(401, 403, 404, 429)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        enrollment = services.enroll_in_course(
            student=request.student,
            course_id=given.validated_data["course_id"],
            code=given.validated_data.get("coupon_code") or "",
            now=timezone.now(),
        )
        return Response(self.Output(enrollment).data, status=status.HTTP_201_CREATED)


class ModuleEnrollment(EduproV1View):
    """7.6"""

    permission_classes = [MayEnroll]

    @extend_schema_serializer(component_name="ModuleEnrollmentInput")
    class Input(serializers.Serializer):
        module_id = serializers.UUIDField()
        coupon_code = CodeField()

    @extend_schema_serializer(component_name="NewModuleEnrollment")
    class Output(serializers.Serializer):
        id = serializers.IntegerField(source="number")
        student = serializers.IntegerField(source="student.number")
        module = serializers.UUIDField(source="module_id")
        status = serializers.ChoiceField(choices=Enrollment.Status.choices)
        is_active = serializers.BooleanField()

    @extend_schema(
        operation_id="module_enrollment",
        request=Input,
        responses={201: Output, 400: ModuleRefusals, **refusals(401, 403, 404, 429)},
        tags=["7 Modules"],
    )
    def post(self, request: Request) -> Response:
        given = self.Input(data=request.data)
        given.is_valid(raise_exception=True)
        enrollment = services.enroll_in_module(
            student=request.student,
            module_id=given.validated_data["module_id"],
            code=given.validated_data.get("coupon_code") or "",
            now=timezone.now(),
        )
        return Response(self.Output(enrollment).data, status=status.HTTP_201_CREATED)


class _Leaving(EduproV1View):
    """The document's words for the wrong person are the framework's, whoever it is."""

    def permission_denied(
        self, request: Request, message: str | None = None, code: str | None = None
    ) -> NoReturn:
        super().permission_denied(request, code=code)  # no text: the default one


class CourseEnrollmentRemoval(_Leaving):
    """4.3 for the teacher: any student's place in this course."""

    permission_classes: list[type[BasePermission]] = [ManagesStudents]

    @extend_schema(
        operation_id="course_enrollment_remove",
        request=None,
        responses={204: None, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, course_id: uuid.UUID, enrollment_id: int) -> Response:
        services.remove_enrollment(course_id=course_id, number=enrollment_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class CourseLeaving(_Leaving):
    """4.3 for the student: the own place. A teacher must say whose."""

    permission_classes: list[type[BasePermission]] = [IsMember]
    scope = "students"

    @extend_schema_serializer(component_name="StudentIdMissing")
    class Missing(serializers.Serializer):
        student_id = serializers.CharField()

    @extend_schema(
        operation_id="course_enrollment_leave",
        request=None,
        responses={204: None, 400: Missing, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, course_id: uuid.UUID) -> Response:
        if request.auth.kind == Session.Kind.STAFF:
            text = "student id is required"
            return Response({"student_id": text, "detail": text}, status=status.HTTP_400_BAD_REQUEST)
        services.leave_course(student=request.student, course_id=course_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
