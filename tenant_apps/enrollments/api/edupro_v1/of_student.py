"""4.2: the courses of a student; and the same question asked by the teacher."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.kernel.errors import NotFound
from shared_apps.wire.edupro_v1 import EduproV1Pages, EduproV1View
from tenant_apps.courses.api.edupro_v1 import CourseOutput
from tenant_apps.enrollments import selectors
from tenant_apps.enrollments.api.edupro_v1.enrolling import TAGS, DetailOutput
from tenant_apps.enrollments.api.edupro_v1.outputs import StandingOutput
from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.students.api.permissions import IsStudent
from tenant_apps.students.selectors import get_student_by_user_number

PAGE = [
    OpenApiParameter("page", int),
    OpenApiParameter("page_size", int, description="5 unless said otherwise, at most 100"),
]


class CoursePageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CourseOutput(many=True)


class MyCourses(EduproV1View):
    """4.2: with the teacher's name, or without one for the school of the request."""

    permission_classes = [IsStudent]

    @extend_schema(parameters=PAGE, responses={200: CoursePageOutput, 404: DetailOutput}, tags=TAGS)
    def get(self, request: Request, **names: Any) -> Response:
        if names and request.named_school is None:
            raise NotFound()
        pages = EduproV1Pages()
        page = pages.paginate(selectors.list_courses_of_student(student=request.student), self)
        context = {"request": request}
        return pages.get_paginated_response(CourseOutput(page, many=True, context=context).data)


class StudentPlaceOutput(StandingOutput):
    """One place of one student, for the teacher."""

    class Course(serializers.Serializer):
        id = serializers.UUIDField()
        title = serializers.CharField()

    course = Course()


class StudentPlacePageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = StudentPlaceOutput(many=True)


class StudentPlaces(EduproV1View):
    """All places of the student with this user number."""

    permission_classes = [IsTeacher]

    @extend_schema(parameters=PAGE, responses={200: StudentPlacePageOutput, 404: DetailOutput}, tags=TAGS)
    def get(self, request: Request, student_id: int) -> Response:
        student = get_student_by_user_number(number=student_id)
        pages = EduproV1Pages()
        page = pages.paginate(selectors.list_enrollments_of_student(student=student), self)
        context = {"now": timezone.now()}
        return pages.get_paginated_response(StudentPlaceOutput(page, many=True, context=context).data)
