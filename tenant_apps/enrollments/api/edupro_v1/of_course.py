"""3.10 and 3.11: who is in a course, for its teacher."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api.fields import ShownEmail
from shared_apps.wire.edupro_v1 import EduproV1Pages, EduproV1View
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.enrollments import selectors
from tenant_apps.enrollments.api.edupro_v1.of_student import PAGE
from tenant_apps.enrollments.api.edupro_v1.outputs import PlaceOutput, StandingOutput
from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.students.api.edupro_v1 import StudentOutput

TAGS = ["3 Courses"]


class BriefUserOutput(serializers.Serializer):
    """The person behind a student, as far as a class list shows it."""

    id = serializers.IntegerField(source="user_number")
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    email = ShownEmail()
    username = serializers.CharField()


class BriefStudentOutput(serializers.Serializer):
    user = BriefUserOutput(source="*")
    full_name = serializers.CharField()


class CourseStudentOutput(PlaceOutput):
    student = BriefStudentOutput()


class PlaceInCourseOutput(StandingOutput):
    student = StudentOutput()


class CourseEnrollmentPageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = PlaceInCourseOutput(many=True)


class CourseStudents(EduproV1View):
    """3.10: all of them, as an array."""

    permission_classes = [IsTeacher]
    scope = "students"

    @extend_schema(responses={200: CourseStudentOutput(many=True), **refusals(401, 403, 404)}, tags=TAGS)
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        rows = selectors.list_enrollments_of_course(course_id=course_id)
        return Response(CourseStudentOutput(rows, many=True, context={"now": timezone.now()}).data)


class CourseEnrollments(EduproV1View):
    """3.11: page by page, with contacts."""

    permission_classes = [IsTeacher]
    scope = "students"

    @extend_schema(
        parameters=PAGE,
        responses={200: CourseEnrollmentPageOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        pages = EduproV1Pages()
        page = pages.paginate(selectors.list_enrollments_of_course(course_id=course_id), self)
        context = {"now": timezone.now(), "request": request}
        return pages.get_paginated_response(PlaceInCourseOutput(page, many=True, context=context).data)
