"""2.4, 2.7, 2.8, 2.9: one school's courses."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.fields import empty
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.catalogue import selectors as catalogue
from shared_apps.catalogue.api.edupro import INVALID_CATEGORY, PublicCourseOutput, latest_change
from shared_apps.catalogue.api.edupro_v1 import shown_school
from shared_apps.categories.selectors import CategoryCard, find_category
from shared_apps.kernel.errors import NotFound
from shared_apps.kernel.money import MAX_PRICE
from shared_apps.wire.edupro import EduproView, Error
from shared_apps.wire.edupro_fields import (
    FILE_CORRUPTED,
    IMAGE_WRONG,
    PICTURES,
    MessageBody,
    OptionalFile,
    errors,
)
from shared_apps.wire.fields import Flag
from tenant_apps.courses import selectors, services
from tenant_apps.courses.api.edupro.outputs import MadeCourseOutput, MemberCourseOutput
from tenant_apps.courses.api.permissions import IsCourseOwner
from tenant_apps.courses.models import Course
from tenant_apps.courses.rules import MAX_TITLE
from tenant_apps.students.api.permissions import IsMember

TAGS = ["2 Courses"]
COURSE_MISSING = Error(404, "Course not found", "No course found with the provided ID.")
PRICE_NEGATIVE = "Price must be greater than or equal to 0."


class Given:
    """Forms send an empty text for what was not filled in or chosen: it says nothing."""

    def get_value(self, dictionary: Any) -> Any:
        value = super().get_value(dictionary)  # type: ignore[misc]  # a mixin before the field
        return empty if isinstance(value, str) and value.strip() in ("", "null") else value


class CategoryField(Given, serializers.UUIDField):
    """A category by its id."""

    def to_internal_value(self, data: Any) -> CategoryCard:  # type: ignore[override]  # more than an id
        card = find_category(category_id=super().to_internal_value(data))
        if card is None:
            self.fail("invalid", value=data)
        return card


class GivenPrice(Given, serializers.DecimalField):
    pass


class CourseInput(serializers.Serializer):
    title = serializers.CharField(max_length=MAX_TITLE)
    description = serializers.CharField(max_length=20_000)
    category = CategoryField(error_messages={"invalid": INVALID_CATEGORY})
    price = GivenPrice(
        max_digits=10,
        decimal_places=2,
        min_value=0,
        max_value=MAX_PRICE,
        error_messages={"min_value": PRICE_NEGATIVE},
    )
    thumbnail = OptionalFile(wrong=IMAGE_WRONG)
    is_published = Flag(required=False)
    is_free = Flag(required=False)

    def changes(self) -> services.CourseChanges:
        """What was given. Who names a price and not whether the course is free means what the price says."""
        given: services.CourseChanges = {**self.validated_data}
        price = given.get("price")
        if price is not None and "is_free" not in given:
            given["is_free"] = price == 0
        return given


class CourseCreate(EduproView):
    """2.4"""

    permission_classes = [IsCourseOwner]
    forbidden = Error(403, "Permission denied", "Only teachers can create courses.")
    phrases = {"file_corrupted": FILE_CORRUPTED}

    @extend_schema(
        operation_id="course_create",
        request=CourseInput,
        responses={201: MadeCourseOutput, **errors(400, 401, 403)},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        given = CourseInput(data=request.data)
        given.is_valid(raise_exception=True)
        course = services.create_course(changes=given.changes(), now=timezone.now(), pictures=PICTURES)
        body = MadeCourseOutput(course, context={"request": request}).data
        return Response(body, status=status.HTTP_201_CREATED)


class CourseDetail(EduproView):
    """2.7: published courses for everybody, others for staff and for students who have them."""

    is_public = True
    permission_classes = [AllowAny]
    scope = "content"
    missing = COURSE_MISSING

    @extend_schema(
        operation_id="course_detail", responses={200: PublicCourseOutput, **errors(404)}, tags=TAGS
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        context = {"request": request}
        offered = catalogue.with_teachers(catalogue.list_courses(school_id=shown_school(request)))
        listed = offered.filter(pk=course_id).first()
        if listed is not None:
            self.tell_modified(latest_change([listed]))
            return Response(PublicCourseOutput(listed, context=context).data)
        if not IsMember().has_permission(request, self):
            raise NotFound()
        return Response(MemberCourseOutput(_for_member(request, course_id), context=context).data)


class CourseUpdate(EduproView):
    """2.8: PUT and PATCH alike change only what is given."""

    permission_classes = [IsCourseOwner]
    missing = COURSE_MISSING
    forbidden = Error(403, "Permission denied", "You can only update your own courses.")
    phrases = {"file_corrupted": FILE_CORRUPTED}
    _changed = {200: MessageBody, **errors(400, 401, 403, 404)}

    @extend_schema(
        operation_id="course_update", request=CourseInput(partial=True), responses=_changed, tags=TAGS
    )
    def put(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._change(request, course_id)

    @extend_schema(
        operation_id="course_change", request=CourseInput(partial=True), responses=_changed, tags=TAGS
    )
    def patch(self, request: Request, course_id: uuid.UUID) -> Response:
        return self._change(request, course_id)

    def _change(self, request: Request, course_id: uuid.UUID) -> Response:
        given = CourseInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        services.update_course(
            course_id=course_id,
            changes=given.changes(),
            now=timezone.now(),
            pictures=PICTURES,
            may_drop_price=False,
        )
        return Response({"message": "Course updated successfully"})


class CourseDelete(EduproView):
    """2.9"""

    permission_classes = [IsCourseOwner]
    missing = COURSE_MISSING
    forbidden = Error(403, "Permission denied", "You can only delete your own courses.")
    phrases = {"course_has_enrollments": Error(400, "Cannot delete course")}

    @extend_schema(
        operation_id="course_delete",
        request=None,
        responses={200: MessageBody, **errors(400, 401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, course_id: uuid.UUID) -> Response:
        services.delete_course(course_id=course_id, refuse_if_enrolled=True, now=timezone.now())
        return Response({"message": "Course deleted successfully"})


def _for_member(request: Request, course_id: uuid.UUID) -> Course:
    if request.staff_member is not None:
        return selectors.get_course(course_id=course_id)
    return selectors.get_visible_course(
        course_id=course_id, user_id=request.student.user_id, now=timezone.now()
    )
