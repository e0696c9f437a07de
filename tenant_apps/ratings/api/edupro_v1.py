"""6: ratings in `edupro_v1`."""

from __future__ import annotations

import uuid

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.wire.edupro_v1 import EduproV1View
from shared_apps.wire.edupro_v1_fields import refusals
from tenant_apps.ratings import services
from tenant_apps.ratings.api.shown import given_changes, own_rating, shown_ratings
from tenant_apps.ratings.rules import MAX_COMMENT, MOST
from tenant_apps.students.api.permissions import IsMember, IsStudent

TAGS = ["6 Ratings"]
_EITHER = {"oneOf": [{"type": "string", "format": "uuid"}, {"type": "integer", "minimum": 0}]}
RATING_ID = OpenApiParameter(
    "id", _EITHER, OpenApiParameter.PATH, description="The rating's UUID, or the number that lists give."
)
SLICE = [
    OpenApiParameter("page", int, description="one page of the array; without it, all"),
    OpenApiParameter("page_size", int, description="how many a page, at most 1000"),
]


class RatingInput(serializers.Serializer):
    rating = serializers.IntegerField(min_value=1, max_value=MOST)
    comment = serializers.CharField(max_length=MAX_COMMENT, required=False, allow_blank=True, allow_null=True)


class RatingOutput(serializers.Serializer):
    id = serializers.IntegerField(source="number")
    course = serializers.CharField(source="course.title")
    student = serializers.CharField(source="student.full_name")
    rating = serializers.IntegerField(source="stars")
    comment = serializers.CharField()
    created_at = serializers.DateTimeField()


class RaterUserOutput(serializers.Serializer):
    id = serializers.IntegerField(source="user_number")
    first_name = serializers.CharField()
    last_name = serializers.CharField()


class RaterOutput(serializers.Serializer):
    user = RaterUserOutput(source="*")
    full_name = serializers.CharField()


class CourseRatings(EduproV1View):
    """6.1"""

    is_public = True
    permission_classes = [AllowAny]

    @extend_schema_serializer(component_name="CourseRating")
    class Output(serializers.Serializer):
        id = serializers.IntegerField(source="number")
        student = RaterOutput()
        rating = serializers.IntegerField(source="stars")
        comment = serializers.CharField()
        created_at = serializers.DateTimeField()

    @extend_schema(
        operation_id="rating_list",
        parameters=SLICE,
        responses={200: Output(many=True), **refusals(404)},
        tags=TAGS,
    )
    def get(self, request: Request, course_id: uuid.UUID) -> Response:
        return Response(self.Output(shown_ratings(self, request, course_id), many=True).data)


class RatingCreate(EduproV1View):
    """6.2"""

    permission_classes = [IsStudent]

    @extend_schema(
        operation_id="rating_create",
        request=RatingInput,
        responses={201: RatingOutput, **refusals(400, 401, 403, 404)},
        tags=TAGS,
    )
    def post(self, request: Request, course_id: uuid.UUID) -> Response:
        given = RatingInput(data=request.data)
        given.is_valid(raise_exception=True)
        rating = services.rate_course(
            student=request.student, course_id=course_id, **given_changes(given.validated_data)
        )
        return Response(RatingOutput(rating).data, status=status.HTTP_201_CREATED)


class OwnRating(EduproV1View):
    """6.3: for its author alone; PUT and PATCH alike change only what is given."""

    permission_classes: list[type[BasePermission]] = [IsMember]
    _read = {200: RatingOutput, **refusals(401, 403, 404)}
    _changed = {200: RatingOutput, **refusals(400, 401, 403, 404)}

    @extend_schema(operation_id="rating_read", parameters=[RATING_ID], responses=_read, tags=TAGS)
    def get(self, request: Request, id: uuid.UUID | int) -> Response:
        return Response(RatingOutput(own_rating(request, id)).data)

    @extend_schema(
        operation_id="rating_update",
        parameters=[RATING_ID],
        request=RatingInput(partial=True),
        responses=_changed,
        tags=TAGS,
    )
    def put(self, request: Request, id: uuid.UUID | int) -> Response:
        return self._change(request, id)

    @extend_schema(
        operation_id="rating_change",
        parameters=[RATING_ID],
        request=RatingInput(partial=True),
        responses=_changed,
        tags=TAGS,
    )
    def patch(self, request: Request, id: uuid.UUID | int) -> Response:
        return self._change(request, id)

    @extend_schema(
        operation_id="rating_delete",
        parameters=[RATING_ID],
        request=None,
        responses={204: None, **refusals(401, 403, 404)},
        tags=TAGS,
    )
    def delete(self, request: Request, id: uuid.UUID | int) -> Response:
        services.delete_rating(student=request.student, rating=own_rating(request, id))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _change(self, request: Request, id: uuid.UUID | int) -> Response:
        rating = own_rating(request, id)
        given = RatingInput(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        changed = services.change_rating(
            student=request.student,
            rating=rating,
            now=timezone.now(),
            **given_changes(given.validated_data),
        )
        return Response(RatingOutput(changed).data)
