"""4.2: the courses of a student; and the same question asked by the teacher."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.kernel.errors import NotFound
from shared_apps.wire.edupro_v1 import EduproV1Pages, EduproV1View
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.courses.api.edupro_v1 import CourseOutput
from tenant_apps.enrollments import selectors
from tenant_apps.enrollments.api.edupro_v1.enrolling import TAGS
from tenant_apps.enrollments.api.edupro_v1.outputs import StandingOutput
from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.students.api.permissions import IsStudent
from tenant_apps.students.selectors import get_student_by_user_number

PAGE = [
    OpenApiParameter("page", int),
    OpenApiParameter("page_size", int, description="5 unless said otherwise, at most 100"),
]


class MyCoursePageOutput(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CourseOutput(many=True)


def _courses_of(request: Request, view: EduproV1View) -> Response:
    pages = EduproV1Pages()
    page = pages.paginate(selectors.list_courses_of_student(student=request.student), view)
    return pages.get_paginated_response(CourseOutput(page, many=True, context={"request": request}).data)


class MyCourses(EduproV1View):
    """4.2: with the teacher's name."""

    permission_classes = [IsStudent]

    @extend_schema(
        operation_id="my_courses_at_teacher",
        parameters=PAGE,
        responses={200: MyCoursePageOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request, teacher_username: str) -> Response:
        if request.named_school is None:
            raise NotFound()
        return _courses_of(request, self)


class MyCoursesHere(EduproV1View):
    """4.2 without a name: at the school of the request."""

    permission_classes = [IsStudent]

    @extend_schema(
        operation_id="my_courses",
        parameters=PAGE,
        responses={200: MyCoursePageOutput, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        return _courses_of(request, self)


class StudentPlaceOutput(StandingOutput):
    """One place of one student, for the teacher."""

    @extend_schema_serializer(component_name="PlaceCourse")
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
    scope = "students"

    @extend_schema(
        parameters=PAGE, responses={200: StudentPlacePageOutput, **refusals(401, 403, 404)}, tags=TAGS
    )
    def get(self, request: Request, student_id: int) -> Response:
        student = get_student_by_user_number(number=student_id)
        pages = EduproV1Pages()
        page = pages.paginate(selectors.list_enrollments_of_student(student=student), self)
        context = {"now": timezone.now()}
        return pages.get_paginated_response(StudentPlaceOutput(page, many=True, context=context).data)
