"""3.1, 3.3, 3.4, 3.5, 3.7, 3.9: one school's courses."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.catalogue.api.edupro_v1 import PublicCourseOutput, shown_school
from shared_apps.catalogue.selectors import find_course, latest_change
from shared_apps.categories.selectors import CategoryCard, find_category
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.money import MAX_PRICE
from shared_apps.wire.edupro_v1 import EduproV1View
from shared_apps.wire.edupro_v1_fields import OptionalDecimal, OptionalFile, OptionalInteger, refusals
from tenant_apps.courses import selectors, services
from tenant_apps.courses.api.edupro_v1.outputs import CourseOutput, PrivateCourseOutput, ShownCourseOutput
from tenant_apps.courses.api.permissions import IsCourseOwner
from tenant_apps.courses.models import Course
from tenant_apps.courses.rules import MAX_TITLE
from tenant_apps.staff.api.permissions import IsTeacher
from tenant_apps.students.api.permissions import IsMember

TAGS = ["3 Courses"]


class CategoryField(OptionalInteger):
    """A category by its number."""

    def to_internal_value(self, data: Any) -> CategoryCard:  # type: ignore[override]  # more than an integer
        card = find_category(number=super().to_internal_value(data))
        if card is None:
            raise serializers.ValidationError(f'Invalid pk "{data}" - object does not exist.')
        return card


class CourseInput(serializers.Serializer):
    title = serializers.CharField(max_length=MAX_TITLE)
    description = serializers.CharField(max_length=20_000, allow_blank=True, required=False)
    trailer_video = OptionalFile()
    price = OptionalDecimal(max_digits=10, decimal_places=2, min_value=0, max_value=MAX_PRICE)
    is_published = serializers.BooleanField(required=False)
    is_free = serializers.BooleanField(required=False)
    category = CategoryField()
    thumbnail = OptionalFile()

    def changes(self) -> services.CourseChanges:
        given: services.CourseChanges = {**self.validated_data}
        if given.get("price", 0) is None:
            del given["price"]  # none given: 0 for a new course, the former one for another
        return given


class CourseCreate(EduproV1View):
    """3.1: a new course is a draft; it is published by an update."""

    permission_classes = [IsTeacher, IsCourseOwner]

    @extend_schema(request=CourseInput, responses={201: CourseOutput, **refusals(400, 401, 403)}, tags=TAGS)
    def post(self, request: Request) -> Response:
        given = CourseInput(data=request.data)
        given.is_valid(raise_exception=True)
        course = services.create_course(changes=given.changes(), now=timezone.now())
        return Response(_told(request, course), status=status.HTTP_201_CREATED)


class CourseDetail(EduproV1View):
    """3.3: published courses for everybody, others for staff and for students who have them."""

    is_public = True
    permission_classes = [AllowAny]
    scope = "content"

    @extend_schema(responses={200: ShownCourseOutput, **refusals(404)}, tags=TAGS)
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        listed = find_course(course_id=course_id, school_id=shown_school(request))
        if listed is not None:
            self.tell_modified(latest_change([listed]))
            return Response(PublicCourseOutput(listed, context={"request": request}).data)
        if not IsMember().has_permission(request, self):
            raise NotFound()
        return Response(_told(request, self._for_member(request, course_id)))

    def _for_member(self, request: Request, course_id: uuid.UUID) -> Course:
        if request.staff_member is not None:
            return selectors.get_course(course_id=course_id)
        return selectors.get_visible_course(
            course_id=course_id, user_id=request.student.user_id, now=timezone.now()
        )


class CourseUpdate(EduproV1View):
    """3.4: PUT and PATCH alike change only what is given."""

    permission_classes = [IsTeacher, IsCourseOwner]

    @extend_schema(
        request=CourseInput, responses={200: CourseOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def put(self, request: Request, course_id: uuid.UUID) -> Response:
        given = CourseInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        course = services.update_course(course_id=course_id, changes=given.changes(), now=timezone.now())
        return Response(_told(request, course))

    @extend_schema(
        request=CourseInput, responses={200: CourseOutput, **refusals(400, 401, 403, 404)}, tags=TAGS
    )
    def patch(self, request: Request, course_id: uuid.UUID) -> Response:
        return self.put(request, course_id)


class CourseDelete(EduproV1View):
    """3.5"""

    permission_classes = [IsTeacher, IsCourseOwner]

    @extend_schema(responses={204: None, **refusals(401, 403, 404)}, tags=TAGS)
    def delete(self, request: Request, course_id: uuid.UUID) -> Response:
        services.delete_course(course_id=course_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnCourseList(EduproV1View):
    """3.7"""

    permission_classes = [IsTeacher]
    scope = "content"

    @extend_schema(responses={200: CourseOutput(many=True), **refusals(401, 403)}, tags=TAGS)
    def get(self, request: Request) -> Response:
        courses = selectors.list_courses_for_staff()
        return Response(CourseOutput(courses, many=True, context={"request": request}).data)


class CoursePrivateDetails(EduproV1View):
    """3.9"""

    permission_classes = [IsCourseOwner]

    @extend_schema(responses={200: PrivateCourseOutput, **refusals(401, 403, 404)}, tags=TAGS)
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        content = selectors.get_course_content(course_id=course_id)
        context = {"request": request, "course_content": content}
        return Response(PrivateCourseOutput(content.course, context=context).data)


def _told(request: Request, course: Any) -> Any:
    return CourseOutput(course, context={"request": request}).data
