"""5.2, 5.4 and 9.2: who is in which course."""

from __future__ import annotations

import uuid

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.fields import ShownEmail
from shared_apps.kernel.errors import NotFound
from shared_apps.wire.contract import sliced
from shared_apps.wire.edupro import EduproView
from shared_apps.wire.edupro_fields import errors
from tenant_apps.enrollments import selectors
from tenant_apps.enrollments.api.edupro.enrolling import TAGS
from tenant_apps.enrollments.api.edupro.words import COURSE_MISSING
from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.students.api.permissions import IsMember

SLICE = [
    OpenApiParameter("page", int, description="one page of the array; without it, all"),
    OpenApiParameter("page_size", int, description="how many a page, at most 1000"),
]


class LearnerOutput(serializers.Serializer):
    """The person: their id is the one by which the school's other paths name them."""

    id = serializers.UUIDField(source="user_id")
    username = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()


class ReachableLearnerOutput(LearnerOutput):
    email = ShownEmail()


class EnrolledCourseOutput(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()


@extend_schema_serializer(component_name="SchoolEnrollment")
class EnrollmentOutput(serializers.Serializer):
    id = serializers.UUIDField()
    student = LearnerOutput()
    course = EnrolledCourseOutput()
    enrolled_at = serializers.DateTimeField()


@extend_schema_serializer(component_name="EnrolledStudent")
class EnrolledStudentOutput(serializers.Serializer):
    id = serializers.UUIDField()
    student = LearnerOutput()
    enrolled_at = serializers.DateTimeField()
    progress = serializers.DecimalField(max_digits=5, decimal_places=2, source="progress_percent")


@extend_schema_serializer(component_name="CourseEnrollment")
class CourseEnrollmentOutput(EnrolledStudentOutput):
    student = ReachableLearnerOutput()


class EnrollmentList(EduproView):
    """5.2: a student's own enrolments with this teacher, the school's people see all."""

    permission_classes: list[type[BasePermission]] = [IsMember]
    scope = "students"

    @extend_schema(
        operation_id="enrollment_list",
        parameters=SLICE,
        responses={200: EnrollmentOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise NotFound()
        rows = sliced(selectors.list_enrollments(student=request.student), self)
        return Response(EnrollmentOutput(rows, many=True).data)


class _OfCourse(EduproView):
    permission_classes = [IsTeacher]
    scope = "students"
    missing = COURSE_MISSING
    output: type[serializers.Serializer]

    def _answer(self, course_id: uuid.UUID) -> Response:
        rows = sliced(selectors.list_enrollments_of_course(course_id=course_id).kept(), self)
        return Response(self.output(rows, many=True).data)


class CourseEnrollments(_OfCourse):
    """5.4"""

    output = CourseEnrollmentOutput

    @extend_schema(
        operation_id="course_enrollments",
        parameters=SLICE,
        responses={200: CourseEnrollmentOutput(many=True), **errors(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._answer(course_id)


class CourseStudents(_OfCourse):
    """9.2"""

    output = EnrolledStudentOutput

    @extend_schema(
        operation_id="course_students",
        parameters=SLICE,
        responses={200: EnrolledStudentOutput(many=True), **errors(401, 403, 404)},
        tags=["9 Revenue"],
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._answer(course_id)
